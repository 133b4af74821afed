package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A check makes workers read, so that it is not for everybody for whom reports are. */
class CheckAccessTest {

  private static final String TOKEN = "a-token-for-this-test";
  private static final String REPORT = "/api/v1/mirrors/ocp/4.20/cli";
  private static final String CHECK = REPORT + "?check=now";

  @TempDir private Path folder;

  @Test
  void aCheckNeedsTheTokenWhereThereIsOneAndAReportDoesNot() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    try (ServletWebServerApplicationContext service =
            ApiServer.start(
                TestSettings.withoutTemporal(token), WebWiring.class, FakeWiring.class);
        Http http = new Http(service)) {
      Http.problem(401, http.get(CHECK));
      Http.problem(403, http.send(bearer("another-token-than-this"), CHECK));
      assertEquals(200, http.send(bearer(TOKEN), CHECK).statusCode());
      assertEquals(404, http.get(REPORT).statusCode());
    }
  }

  @Test
  void aCheckIsForEverybodyWhereNothingSaysWhoMayDoWhat() {
    try (ServletWebServerApplicationContext service =
            ApiServer.start(TestSettings.withoutTemporal(null), WebWiring.class, FakeWiring.class);
        Http http = new Http(service)) {
      assertEquals(200, http.get(CHECK).statusCode());
    }
  }

  private static HttpRequest.Builder bearer(String token) {
    return HttpRequest.newBuilder().header("Authorization", "Bearer " + token);
  }
}

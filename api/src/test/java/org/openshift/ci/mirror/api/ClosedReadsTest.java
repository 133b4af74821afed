package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A service where only those who may read can. */
class ClosedReadsTest {

  private static final String TOKEN = "a-token-for-this-test";

  @TempDir private static Path folder;

  private static ServletWebServerApplicationContext service;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    service =
        ApiServer.start(TestSettings.withClosedReads(token), WebWiring.class, FakeWiring.class);
    http = new Http(service);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
  }

  private static HttpResponse<String> get(String path, String token) {
    return http.send(HttpRequest.newBuilder().header("Authorization", "Bearer " + token), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/mirrors",
        "/api/v1/mirrors?action=show&namespace=ocp",
        "/api/v1/mirrors/ocp/4.20/cli",
        "/api/v1/watches",
        "/api/v1/status",
        "/api/v1/batches/8f14e45f-ceea-467f-a0e6-1f0d6d1e0001"
      })
  void readsNeedTheToken(String path) {
    Http.problem(401, http.get(path));
    Http.problem(403, get(path, "another-token-than-this"));
    int status = get(path, TOKEN).statusCode();
    // None of them has anything to show, but the token opens the door.
    assertEquals(
        path.contains("?") || path.endsWith("mirrors") || path.matches(".*/(watches|status)")
            ? 200
            : 404,
        status);
  }

  @Test
  void probesAndThePageStayOpen() {
    for (String path :
        new String[] {"/api/health", "/healthz", "/readyz", "/metrics", "/", "/page.js"}) {
      assertEquals(200, http.get(path).statusCode(), path);
    }
  }
}

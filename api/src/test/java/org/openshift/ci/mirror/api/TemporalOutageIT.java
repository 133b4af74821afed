package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The service outlives Temporal: it starts without it, says so, and works once it is there. */
class TemporalOutageIT {

  @TempDir private Path folder;

  @Test
  void startsWithoutTemporalAndWorksOnceTemporalRuns() throws IOException {
    int port = TemporalServer.freePort();
    Path token = Files.writeString(folder.resolve("token"), "a-long-s3cret-token");
    ApiSettings settings = TestSettings.of("127.0.0.1:" + port, token);
    try (ServletWebServerApplicationContext service =
            ApiServer.start(settings, WebWiring.class, TemporalWiring.class);
        Http http = new Http(service)) {
      assertEquals("{\"ok\":true}", http.get("/api/health").body());
      for (HttpResponse<String> response :
          List.of(
              http.get("/api/v1/mirrors"),
              http.get("/api/v1/mirrors?action=show&stale=true"),
              http.get("/readyz"),
              http.get("/api/v1/watches"),
              http.get("/api/v1/mirrors/a/b/c"),
              http.post("/api/v1/mirrors/a/b/c/trigger", "Bearer a-long-s3cret-token"))) {
        String detail = Http.problem(503, response);
        assertTrue(detail.contains("Temporal at 127.0.0.1:" + port + " does not answer"), detail);
        assertTrue(detail.contains("--temporal-address"), detail);
      }
      try (TemporalServer server = TemporalServer.start(port)) {
        assertEquals("127.0.0.1:" + port, server.address());
        await().until(() -> http.get("/api/v1/mirrors").statusCode(), is(200));
        await().until(() -> http.get("/readyz").statusCode(), is(200));
      }
      await().until(() -> http.get("/api/v1/mirrors").statusCode(), is(503));
      await().until(() -> http.get("/readyz").statusCode(), is(503));
      assertEquals("{\"ok\":true}", http.get("/api/health").body());
    }
  }
}

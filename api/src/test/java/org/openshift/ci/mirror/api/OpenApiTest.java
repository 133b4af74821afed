package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class OpenApiTest {

  private static final Path KEPT = Path.of("..", "docs", "openapi.yaml");

  @Test
  void theKeptDocumentIsTheServedOne() throws IOException {
    try (ServletWebServerApplicationContext service =
            ApiServer.start(TestSettings.withoutTemporal(null), WebWiring.class, FakeWiring.class);
        Http http = new Http(service)) {
      assertTrue(http.json("/v3/api-docs").path("openapi").asString().startsWith("3.1"));
      String served = http.get("/v3/api-docs.yaml").body();
      Path now = Files.writeString(Path.of("target", "openapi.yaml"), served);
      String kept = Files.exists(KEPT) ? Files.readString(KEPT, StandardCharsets.UTF_8) : "";
      assertEquals(kept, served, "if the change is meant, copy api/" + now + " to docs");
    }
  }
}

package org.openshift.ci.mirror.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A test class with one Temporal server and one service for all its tests. */
abstract class WithTemporal {

  static final String BEARER = WithFakes.BEARER;

  static TestTemporal temporal;
  static ServletWebServerApplicationContext service;
  static Http http;
  static Path tokenFile;

  @BeforeAll
  static void startServiceAtTemporal(@TempDir Path folder) throws IOException {
    temporal = TestTemporal.start();
    tokenFile = Files.writeString(folder.resolve("token"), WithFakes.TOKEN);
    service = serve("default");
    http = new Http(service);
  }

  /** Starts another service, for this namespace of the server. */
  static ServletWebServerApplicationContext serve(String namespace) {
    ApiSettings settings = TestSettings.of(temporal.address(), namespace, tokenFile);
    return ApiServer.start(settings, WebWiring.class, TemporalWiring.class);
  }

  @AfterAll
  static void stopServiceAtTemporal() {
    http.close();
    service.close();
    temporal.close();
  }
}

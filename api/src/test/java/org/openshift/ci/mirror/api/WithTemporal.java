package org.openshift.ci.mirror.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A test class with one Temporal namespace and one service for all its tests. Classes run beside
 * each other, so nothing of it is static.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(TemporalNamespaces.class)
abstract class WithTemporal {

  static final String BEARER = WithFakes.BEARER;

  TestTemporal temporal;
  ServletWebServerApplicationContext service;
  Http http;
  Path tokenFile;

  @BeforeAll
  final void startServiceAtTemporal(TestTemporal namespace, @TempDir Path folder)
      throws IOException {
    temporal = namespace;
    tokenFile = Files.writeString(folder.resolve("token"), WithFakes.TOKEN);
    service = serve(temporal.namespace());
    http = new Http(service);
  }

  /** Starts another service, for this namespace of the server. */
  final ServletWebServerApplicationContext serve(String namespace) {
    ApiSettings settings = TestSettings.of(temporal.address(), namespace, tokenFile);
    return ApiServer.start(settings, WebWiring.class, TemporalWiring.class);
  }

  @AfterAll
  final void stopServiceAtTemporal() {
    http.close();
    service.close();
  }
}

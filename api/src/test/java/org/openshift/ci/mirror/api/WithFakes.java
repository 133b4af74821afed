package org.openshift.ci.mirror.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.api.FakeWiring.FakeTasks;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A test class with one service for all its tests, with Temporal replaced by a fake. Classes run
 * beside each other, so the service is not static.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WithFakes {

  static final String TOKEN = "a-long-s3cret-token";
  static final String BEARER = "Bearer " + TOKEN;

  ServletWebServerApplicationContext service;
  Http http;
  FakeTasks tasks;

  @BeforeAll
  final void startServiceWithFakes(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    service =
        ApiServer.start(TestSettings.withoutTemporal(token), WebWiring.class, FakeWiring.class);
    http = new Http(service);
    tasks = service.getBean(FakeTasks.class);
  }

  @AfterAll
  final void stopServiceWithFakes() {
    http.close();
    service.close();
  }
}

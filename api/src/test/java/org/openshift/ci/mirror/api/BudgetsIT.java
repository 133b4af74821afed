package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * Anybody may read, and only holders of the token may trigger: the former never stop the latter.
 */
@ExtendWith(TemporalNamespaces.class)
class BudgetsIT {

  private static final int READERS = 100;
  private static final int TRIGGERS = 12;
  private static final String TOKEN = "a-token-for-this-test";

  @TempDir private Path folder;

  @Test
  void aStormOfReportsStopsNoTrigger(TestTemporal temporal) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    try (ServletWebServerApplicationContext service =
            ApiServer.start(
                TestSettings.of(temporal, token), WebWiring.class, TemporalWiring.class);
        Http http = new Http(service)) {
      assertEquals(404, http.get("/api/v1/mirrors/warm/up/tag").statusCode());
      List<Integer> triggered = new ArrayList<>();
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger refused = new AtomicInteger();
      try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int reader = 0; reader < READERS; reader++) {
          String stream = "/api/v1/mirrors/storm/reader" + reader + "/tag";
          readers.execute(
              () -> {
                for (int read = 0; !over.get(); read++) {
                  if (http.get(stream + read).statusCode() == 503) {
                    refused.incrementAndGet();
                  }
                }
              });
        }
        try {
          await().until(() -> refused.get() > READERS);
          for (int trigger = 0; trigger < TRIGGERS; trigger++) {
            String path = "/api/v1/mirrors/storm/trigger/t" + trigger + "/trigger";
            triggered.add(http.post(path, "Bearer " + TOKEN).statusCode());
          }
        } finally {
          over.set(true);
        }
      }
      assertEquals(Collections.nCopies(TRIGGERS, 202), triggered);
    }
  }
}

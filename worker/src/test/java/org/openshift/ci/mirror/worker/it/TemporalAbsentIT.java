package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.FreePorts;

/** A worker that starts before Temporal does. */
class TemporalAbsentIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void logsItAndStopsOnSigterm() throws IOException {
    Path streams = Files.createDirectory(folder.resolve("image-streams"));
    String address = "127.0.0.1:" + FreePorts.next();
    try (WorkerProcess worker =
        new WorkerProcess(
            folder.resolve("worker.log"),
            List.of(
                "--image-streams=" + streams,
                "--temporal-address=" + address,
                "--metrics-port=0"))) {
      worker.launch();
      Await.until(
          "the worker logs what it waits for",
          SOON,
          () -> worker.count("Temporal at " + address + " does not answer yet") > 0,
          worker::log);
      worker.stop();
      assertTrue(!worker.log().contains("\tat "), worker.log());
    }
  }
}

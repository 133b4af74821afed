package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * SIGTERM at various moments of a start. The only worker of a service answers no queries once it
 * stops, and some of its own work waits for such answers.
 */
class StopIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration STOPPED = Duration.ofSeconds(10);

  /** A text of the log that tells the moment; the empty text is in every log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "registered search attributes",
        "SweepSchedules - schedule",
        "MirrorWorker - ready",
        "LoadedFiles - read",
        "image mirror --keep-manifest-list"
      })
  void aWorkerEndsWithinTenSeconds(String moment) {
    platform.release("app", "1", new TestImages(52).docker(10_000));
    WorkerProcess worker = platform.process("worker");
    worker.launch();
    Await.until(
        "the log has '" + moment + "'", SOON, () -> worker.log().contains(moment), worker::log);
    assertTrue(worker.stopped(STOPPED), worker::log);
  }

  @Test
  @OwnTemporalServer
  void aWorkerThatWaitsForTemporalEndsAtOnce() {
    WorkerProcess worker = platform.process("worker");
    platform.temporal.server().kill();
    worker.launch();
    Await.until("it waits", SOON, () -> worker.log().contains("does not answer yet"), worker::log);
    assertTrue(worker.stopped(STOPPED), worker::log);
  }

  /** Temporal hangs after it has answered for the first time. */
  @Test
  @OwnTemporalServer
  void aStartThatWaitsForTemporalIsCutOff() {
    WorkerProcess worker = platform.process("worker");
    worker.launch();
    Await.until("it started", SOON, () -> worker.log().contains("registered search"), worker::log);
    platform.temporal.server().freeze();
    try {
      assertTrue(worker.stopped(STOPPED), worker::log);
    } finally {
      platform.temporal.server().resume();
    }
  }
}

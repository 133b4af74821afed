package org.openshift.ci.mirror.simulation;

import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;

/** Lets time pass at Temporal's in-memory server, and notices when the server stops skipping it. */
final class SkippingServer {

  /** Far longer than the server takes for one step on a busy machine. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final TestWorkflowEnvironment temporal;

  SkippingServer(TestWorkflowEnvironment temporal) {
    this.temporal = temporal;
  }

  /**
   * The server's time passes as slowly as real time although no activity runs. In a few of a
   * thousand worlds the server does not release a lock (temporal-test-server 1.38).
   */
  static final class StuckException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  void sleep(Duration time) throws StuckException {
    Thread sleeping = Thread.ofVirtual().name("time").start(() -> temporal.sleep(time));
    try {
      long seen = temporal.currentTimeMillis();
      while (!sleeping.join(LOOK_EVERY)) {
        long now = temporal.currentTimeMillis();
        if (now - seen < 2 * LOOK_EVERY.toMillis()) {
          throw new StuckException();
        }
        seen = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

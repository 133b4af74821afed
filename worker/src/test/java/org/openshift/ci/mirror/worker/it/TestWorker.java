package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.openshift.ci.mirror.testing.Await;

/** A worker that a test starts, stops, and whose log it reads. */
abstract class TestWorker implements AutoCloseable {

  private static final String READY = "INFO  MirrorWorker - ready";

  /** Starts it without waiting. */
  abstract void launch();

  /** Whether it was started, and has not ended. */
  abstract boolean isRunning();

  /** Stops it as a service manager does, and tells whether it ends in time. */
  abstract boolean stopped(Duration within);

  /** What it has logged. */
  abstract String log();

  /** Ends it if it runs, in whatever state it is; {@link #awaitEnd} waits. */
  @Override
  public abstract void close();

  /** Waits for the end that {@link #close} began. */
  abstract void awaitEnd();

  /** Starts it and waits until it serves. */
  TestWorker start() {
    int before = count(READY);
    launch();
    Await.until(
        "the worker is ready",
        Duration.ofSeconds(60),
        () -> count(READY) > before || !isRunning(),
        this::log);
    if (!isRunning()) {
      throw new AssertionError("the worker ended: " + log());
    }
    return this;
  }

  /** Stops it as a service manager does. */
  void stop() {
    assertTrue(stopped(Duration.ofSeconds(40)), () -> "ended within 40 s: " + log());
  }

  /** How often its log contains a text. */
  int count(String text) {
    String log = log();
    int count = 0;
    for (int at = log.indexOf(text); at >= 0; at = log.indexOf(text, at + text.length())) {
      count++;
    }
    return count;
  }

  /** Waits until its log contains a text this often: a line is written just after its event. */
  void awaitCount(int times, String text, Duration within) {
    Await.until(times + " × " + text, within, () -> count(text) >= times, this::log);
    assertEquals(times, count(text), log());
  }
}

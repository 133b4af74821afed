package org.openshift.ci.mirror.activity.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/** The state of the watch on one worker. */
class WatchMonitorTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = START;
  private final WatchMonitor monitor = new WatchMonitor(() -> now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private WatchPhase phase() {
    return monitor.here().map(WatchState::phase).orElse(null);
  }

  @Test
  void isElsewhereUntilAnAttemptBeginsHere() {
    assertEquals(Optional.empty(), monitor.here());
    monitor.began();
    assertEquals(WatchPhase.CONNECTING, phase());
    monitor.upToDate(false);
    monitor.ended();
    assertEquals(Optional.empty(), monitor.here());
  }

  @Test
  void showsWhenItWasUpToDateAndTheLastEvent() {
    monitor.began();
    monitor.listing();
    pass(Duration.ofSeconds(5));
    monitor.upToDate(true);
    pass(Duration.ofSeconds(5));
    monitor.upToDate(false);
    pass(Duration.ofSeconds(5));
    assertEquals(
        Optional.of(
            new WatchState(
                WatchPhase.CONNECTED,
                START.plusSeconds(5),
                null,
                START.plusSeconds(5),
                START.plusSeconds(10),
                0)),
        monitor.here());
  }

  /** Refused credentials end each attempt at once, and Temporal makes the next one soon. */
  @Test
  void isFailingSinceTheFirstOfSeveralFailedAttempts() {
    for (int attempt = 0; attempt < 5; attempt++) {
      monitor.began();
      monitor.failing("refused");
      monitor.ended();
      pass(Duration.ofSeconds(3));
      assertEquals(
          new WatchState(WatchPhase.FAILING, START, "refused", null, null, 0),
          monitor.here().orElseThrow());
    }
    monitor.began();
    assertEquals(WatchPhase.FAILING, phase(), "nothing has answered yet");
    monitor.listing();
    assertEquals(WatchPhase.LISTING, phase());
    assertEquals(null, monitor.here().orElseThrow().lastError());
  }

  @Test
  void aFailureIsForgottenWhenAnotherWorkerWatches() {
    monitor.began();
    monitor.failing("refused");
    monitor.ended();
    pass(Duration.ofSeconds(61));
    assertEquals(Optional.empty(), monitor.here());
    monitor.began();
    assertEquals(WatchPhase.CONNECTING, phase());
  }

  @Test
  void anErrorIsOneLineOfBoundedLength() {
    monitor.began();
    monitor.failing("refused\r\nwatch: connected\u001b" + "x".repeat(2_000));
    String error = monitor.here().orElseThrow().lastError();
    assertEquals("refused watch: connected xxx", error.substring(0, 28));
    assertEquals(1_001, error.length());
  }

  @Test
  void countsListsAfterTheFirst() {
    monitor.began();
    monitor.listing();
    monitor.listing();
    monitor.upToDate(false);
    assertEquals(0, monitor.relists());
    monitor.listing();
    monitor.failing("timeout");
    monitor.listing();
    monitor.upToDate(false);
    assertEquals(2, monitor.relists());
  }

  @Test
  void countsHowOftenItReadsAgainAfterFailures() {
    monitor.began();
    monitor.listing();
    monitor.upToDate(false);
    assertEquals(0, monitor.recoveries());
    monitor.failing("timeout");
    monitor.failing("refused");
    assertEquals(0, monitor.recoveries());
    monitor.upToDate(true);
    assertEquals(1, monitor.recoveries());
    monitor.failing("timeout");
    monitor.listing();
    monitor.upToDate(false);
    assertEquals(2, monitor.recoveries());
  }
}

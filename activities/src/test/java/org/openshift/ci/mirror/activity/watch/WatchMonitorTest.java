package org.openshift.ci.mirror.activity.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/** The state of the watch on one worker. */
class WatchMonitorTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = START;
  private final WatchMonitor monitor = new WatchMonitor(() -> now);
  private WatchMonitor.Attempt attempt;

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private WatchMonitor.Attempt begin() {
    WatchMonitor.Attempt next = monitor.attempt();
    next.began();
    return next;
  }

  private WatchPhase phase() {
    return monitor.here().map(WatchState::phase).orElse(null);
  }

  @Test
  void isElsewhereUntilAnAttemptBeginsHere() {
    assertEquals(Optional.empty(), monitor.here());
    attempt = begin();
    assertEquals(WatchPhase.CONNECTING, phase());
    attempt.upToDate(false);
    attempt.ended();
    assertEquals(Optional.empty(), monitor.here());
  }

  @Test
  void showsWhenItWasUpToDateAndTheLastEvent() {
    attempt = begin();
    attempt.listing();
    pass(Duration.ofSeconds(5));
    attempt.upToDate(true);
    pass(Duration.ofSeconds(5));
    attempt.upToDate(false);
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
    for (int i = 0; i < 5; i++) {
      attempt = begin();
      attempt.failing("refused");
      attempt.ended();
      pass(Duration.ofSeconds(3));
      assertEquals(
          new WatchState(WatchPhase.FAILING, START, "refused", null, null, 0),
          monitor.here().orElseThrow());
    }
    attempt = begin();
    assertEquals(WatchPhase.FAILING, phase(), "nothing has answered yet");
    attempt.listing();
    assertEquals(WatchPhase.LISTING, phase());
    assertEquals(null, monitor.here().orElseThrow().lastError());
  }

  @Test
  void aFailureIsForgottenWhenAnotherWorkerWatches() {
    attempt = begin();
    attempt.failing("refused");
    attempt.ended();
    pass(Duration.ofSeconds(61));
    assertEquals(Optional.empty(), monitor.here());
    attempt = begin();
    assertEquals(WatchPhase.CONNECTING, phase());
  }

  @Test
  void anErrorIsOneLineOfBoundedLength() {
    attempt = begin();
    attempt.failing("refused\r\nwatch: connected\u001b" + "x".repeat(2_000));
    String error = monitor.here().orElseThrow().lastError();
    assertEquals("refused watch: connected xxx", error.substring(0, 28));
    assertEquals(1_001, error.length());
  }

  @Test
  void countsListsAfterTheFirst() {
    attempt = begin();
    attempt.listing();
    attempt.listing();
    attempt.upToDate(false);
    assertEquals(0, monitor.relists());
    attempt.listing();
    attempt.failing("timeout");
    attempt.listing();
    attempt.upToDate(false);
    assertEquals(2, monitor.relists());
  }

  @Test
  void countsHowOftenItReadsAgainAfterFailures() {
    attempt = begin();
    attempt.listing();
    attempt.upToDate(false);
    assertEquals(0, monitor.recoveries());
    attempt.failing("timeout");
    attempt.failing("refused");
    assertEquals(0, monitor.recoveries());
    attempt.upToDate(true);
    assertEquals(1, monitor.recoveries());
    attempt.failing("timeout");
    attempt.listing();
    attempt.upToDate(false);
    assertEquals(2, monitor.recoveries());
  }

  /** The last steps of an attempt that Temporal has ended, or given up, on this worker. */
  static List<Consumer<WatchMonitor.Attempt>> lastSteps() {
    return List.of(
        WatchMonitor.Attempt::ended,
        WatchMonitor.Attempt::listing,
        last -> last.upToDate(true),
        last -> last.failing("its last request failed"),
        last -> {
          last.failing("its last request failed");
          last.ended();
        });
  }

  @ParameterizedTest
  @MethodSource("lastSteps")
  void anEarlierAttemptChangesNothingOnceTheNextHasBegun(Consumer<WatchMonitor.Attempt> lastStep) {
    WatchMonitor.Attempt first = begin();
    first.upToDate(true);
    WatchMonitor.Attempt next = begin();
    next.upToDate(false);
    WatchState before = monitor.here().orElseThrow();
    pass(Duration.ofSeconds(5));
    lastStep.accept(first);
    assertEquals(Optional.of(before), monitor.here());
    next.ended();
    assertEquals(Optional.empty(), monitor.here());
  }

  @Test
  void isFailingSinceTheEarlierAttemptFailedThatHasNotEnded() {
    begin().failing("no such folder");
    pass(Duration.ofMinutes(5));
    begin();
    WatchState state = monitor.here().orElseThrow();
    assertEquals(WatchPhase.FAILING, state.phase());
    assertEquals(START, state.since());
  }

  /** Temporal kept it waiting before it began, until Temporal gave it up. */
  @Test
  void anAttemptThatBeginsAfterTheNextOneChangesNothing() {
    WatchMonitor.Attempt late = monitor.attempt();
    WatchMonitor.Attempt next = begin();
    next.upToDate(false);
    late.began();
    assertEquals(WatchPhase.CONNECTED, phase());
    late.ended();
    assertEquals(WatchPhase.CONNECTED, phase());
  }

  @Test
  void anAttemptThatNeverBeginsChangesNothing() {
    attempt = begin();
    attempt.upToDate(false);
    monitor.attempt();
    assertEquals(WatchPhase.CONNECTED, phase());
    attempt.ended();
    assertEquals(Optional.empty(), monitor.here());
  }
}

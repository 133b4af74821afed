package org.openshift.ci.mirror.activity.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/**
 * How the watch of image streams is on this worker, from one attempt to the next: for heartbeats,
 * metrics and probes.
 *
 * <p>Two attempts may run on one worker: Temporal has ended or given up the first, which hears of
 * it seconds later, and the worker has the next one by then. So only the newest attempt that has
 * begun changes the state.
 */
public final class WatchMonitor {

  /**
   * How long a failed attempt counts. Longer than Temporal or the workflow waits before the next
   * attempt, which another worker may make.
   */
  private static final Duration NEXT_ATTEMPT_WITHIN = Duration.ofSeconds(60);

  /** Characters; an error is part of each heartbeat. */
  private static final int MAX_ERROR_LENGTH = 1_000;

  private final InstantSource clock;
  private long arrived;

  /** The number of the newest attempt that has begun. */
  private long newest;

  private boolean running;
  private Instant endedAt;
  private WatchPhase phase = WatchPhase.CONNECTING;
  private Instant since;
  private String lastError;
  private Instant lastEvent;
  private Instant upToDateAt;
  private int lists;
  private int recoveries;

  public WatchMonitor(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
    this.endedAt = since;
  }

  /** The state of the watch; empty while another worker watches. */
  public synchronized Optional<WatchState> here() {
    return running || failedRecently() ? Optional.of(state()) : Optional.empty();
  }

  /** The state, whether the watch is here or not. */
  private synchronized WatchState state() {
    return new WatchState(phase, since, lastError, lastEvent, upToDateAt, Math.max(0, lists - 1));
  }

  /** How often the watch listed all image streams again on this worker. */
  public synchronized int relists() {
    return state().relists();
  }

  /** How often the watch could read the image streams again after it had failed on this worker. */
  public synchronized int recoveries() {
    return recoveries;
  }

  /** An attempt arrives: those that arrived earlier change nothing once it has begun. */
  synchronized Attempt attempt() {
    arrived++;
    return new Attempt(arrived);
  }

  /** What one attempt says of the watch; ignored when a newer one has begun. */
  final class Attempt {

    /**
     * As they arrive: until an attempt begins it asks Temporal, and may wait longer than the next.
     */
    private final long number;

    private Attempt(long number) {
      this.number = number;
    }

    /** The attempt begins. If the one before has just failed, the watch still counts as failing. */
    void began() {
      synchronized (WatchMonitor.this) {
        newest = Math.max(newest, number);
      }
      ifNewest(
          () -> {
            if (!failedRecently()) {
              enter(WatchPhase.CONNECTING, null);
            }
            running = true;
          });
    }

    /** The attempt ended. */
    void ended() {
      ifNewest(
          () -> {
            running = false;
            endedAt = clock.instant();
          });
    }

    /** Part of a list arrived. */
    void listing() {
      ifNewest(
          () -> {
            if (phase != WatchPhase.LISTING) {
              lists++;
            }
            enter(WatchPhase.LISTING, null);
          });
    }

    /** The source answers, and everything was passed on. */
    void upToDate(boolean changed) {
      ifNewest(
          () -> {
            enter(WatchPhase.CONNECTED, null);
            upToDateAt = clock.instant();
            if (changed) {
              lastEvent = upToDateAt;
            }
          });
    }

    /** The source cannot be read, or the attempt ends with an error, which may have any text. */
    void failing(String why) {
      ifNewest(() -> enter(WatchPhase.FAILING, SafeText.oneLine(why, MAX_ERROR_LENGTH)));
    }

    /** The state for the heartbeats of the attempt. */
    WatchState state() {
      return WatchMonitor.this.state();
    }

    private void ifNewest(Runnable change) {
      synchronized (WatchMonitor.this) {
        if (number == newest) {
          change.run();
        }
      }
    }
  }

  /** The newest attempt is failing, or failed and ended so recently that the next may follow. */
  private boolean failedRecently() {
    return phase == WatchPhase.FAILING
        && (running || endedAt.plus(NEXT_ATTEMPT_WITHIN).isAfter(clock.instant()));
  }

  private void enter(WatchPhase next, String error) {
    if (phase != next) {
      boolean reads = next == WatchPhase.LISTING || next == WatchPhase.CONNECTED;
      if (phase == WatchPhase.FAILING && reads) {
        recoveries++;
      }
      phase = next;
      since = clock.instant();
    }
    lastError = error;
  }
}

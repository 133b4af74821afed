package org.openshift.ci.mirror.registry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends requests that take too long where a socket's timeout does not see it: a peer that takes no
 * more bytes, or one that sends a byte now and then.
 */
final class Watchdog implements AutoCloseable {

  /** Fewer bytes than this in the idle time is a stall: no link is as slow and still of use. */
  static final int LEAST_BYTES = 64 * 1024;

  private static final Duration PACE = Duration.ofMillis(100);

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-watchdog").factory());

  Watchdog() {
    var _ =
        ticker.scheduleAtFixedRate(
            () -> watches.forEach(Watch::check),
            PACE.toMillis(),
            PACE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Watches a request; {@code abort} ends it from another thread. */
  Watch watch(Runnable abort) {
    Watch watch = new Watch(abort);
    watches.add(watch);
    return watch;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  /** One request. Used by one thread at a time; the watchdog looks on. */
  final class Watch implements AutoCloseable {
    private final Runnable abort;
    private volatile long limit;
    private volatile long since;
    private volatile boolean flowing;
    private volatile boolean waiting;
    private volatile boolean expired;
    private long bytes;
    private volatile long waited;

    private Watch(Runnable abort) {
      this.abort = abort;
    }

    /** From now on it must be done within this time. */
    void within(Duration time) {
      flowing = false;
      limit = time.toNanos();
      since = System.nanoTime();
      waiting = true;
    }

    /** From now on bytes must flow: no stall of this length while the peer is waited for. */
    void flowing(Duration idle) {
      waiting = false;
      limit = idle.toNanos();
      waited = 0;
      bytes = 0;
      flowing = true;
    }

    /** The peer is waited for: a read or a write begins. */
    void begin() {
      if (flowing) {
        since = System.nanoTime();
        waiting = true;
      }
    }

    /** The read or write moved this many bytes. */
    void end(int count) {
      if (flowing) {
        waiting = false;
        bytes += count;
        if (bytes >= LEAST_BYTES) {
          bytes = 0;
          waited = 0;
        } else {
          waited = waited + System.nanoTime() - since;
        }
      }
    }

    /** Whether the watchdog ended it. */
    boolean expired() {
      return expired;
    }

    /** Ends the request and its connection at once. */
    void abort() {
      abort.run();
    }

    @Override
    public void close() {
      watches.remove(this);
    }

    private void check() {
      long now = System.nanoTime() - since;
      if (waiting && !expired && now + (flowing ? waited : 0) > limit) {
        expired = true;
        watches.remove(this);
        abort.run();
      }
    }
  }
}

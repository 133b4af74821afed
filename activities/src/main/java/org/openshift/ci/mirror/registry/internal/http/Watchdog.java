package org.openshift.ci.mirror.registry.internal.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts requests that take too long in ways that a socket timeout does not detect: a peer that
 * accepts no more bytes, or one that sends a byte now and then.
 */
public final class Watchdog implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

  /** Fewer bytes than this within the idle time count as a stall; no usable link is that slow. */
  public static final int LEAST_BYTES = 64 * 1024;

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

  /** Watches a request; {@code abort} must end it, and is called from another thread. */
  Watch watch(Runnable abort) {
    Watch watch = new Watch(abort);
    watches.add(watch);
    return watch;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  /** One request. Used by one thread at a time, beside the watchdog's own. */
  final class Watch implements AutoCloseable {
    private final Runnable abort;
    private long limit;
    private long since;
    private boolean waiting;
    private long waited;

    /** Null while a fixed time limit applies instead. */
    private SlidingBytes flow;

    private volatile boolean expired;

    private Watch(Runnable abort) {
      this.abort = abort;
    }

    /** The next phase must end within this time. */
    synchronized void within(Duration time) {
      flow = null;
      limit = time.toNanos();
      since = System.nanoTime();
      waiting = true;
    }

    /**
     * From now on bytes must flow: at least {@link #LEAST_BYTES} within each such period of waiting
     * for the peer.
     */
    synchronized void flowing(Duration idle) {
      waiting = false;
      waited = 0;
      flow = new SlidingBytes(idle);
    }

    /** A read or a write begins, which waits for the peer. */
    synchronized void begin() {
      if (flow != null) {
        since = System.nanoTime();
        waiting = true;
      }
    }

    /** The read or write transferred this many bytes. */
    synchronized void end(int count) {
      if (flow != null) {
        waiting = false;
        waited += System.nanoTime() - since;
        flow.moved(waited, count);
      }
    }

    /** Whether the watchdog aborted the request. */
    boolean expired() {
      return expired;
    }

    /** Aborts the request and closes its connection. */
    void abort() {
      abort.run();
    }

    @Override
    public void close() {
      watches.remove(this);
    }

    private void check() {
      if (!expired && isOverdue()) {
        expired = true;
        watches.remove(this);
        end();
      }
    }

    /** Whatever is thrown would stop the ticker for good, and with it all limits of requests. */
    private void end() {
      try {
        abort.run();
      } catch (RuntimeException | Error e) {
        log.warn("cannot abort a request that takes too long: {}", e.toString());
      }
    }

    private synchronized boolean isOverdue() {
      long now = System.nanoTime() - since;
      return waiting && (flow == null ? now > limit : flow.isBelow(LEAST_BYTES, waited + now));
    }
  }
}

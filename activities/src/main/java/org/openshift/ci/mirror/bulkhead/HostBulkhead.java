package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Limits how much work runs at once for each host. Work that gets no permit waits in the host's
 * queue, first come, first served. It fails when no permit of the host was acquired or released for
 * a while; as long as that lasts, further work fails without waiting. Thread safe. A host's queue
 * exists only while something runs or waits in it.
 */
public final class HostBulkhead {

  private static final Duration NO_TIMEOUT = Duration.ofDays(10_000);

  private final int permitsPerHost;
  private final Duration stuckAfter;
  private final LongSupplier clock;
  final Map<String, HostQueue> queues = new HashMap<>();

  /**
   * A bulkhead for any number of hosts.
   *
   * @param permitsPerHost how much work runs at once for one host; at least 1
   * @param stuckAfter how long a host may go without a permit acquired or released before the work
   *     in its queue fails
   */
  public HostBulkhead(int permitsPerHost, Duration stuckAfter) {
    this(permitsPerHost, stuckAfter, System::nanoTime);
  }

  HostBulkhead(int permitsPerHost, Duration stuckAfter, LongSupplier clock) {
    if (permitsPerHost < 1) {
      throw new IllegalArgumentException("a host needs at least one permit, not " + permitsPerHost);
    }
    this.permitsPerHost = permitsPerHost;
    this.stuckAfter = stuckAfter;
    this.clock = clock;
  }

  /** A bulkhead whose queues have no timeout. */
  public static HostBulkhead withoutTimeout(int permitsPerHost) {
    return new HostBulkhead(permitsPerHost, NO_TIMEOUT);
  }

  /**
   * Runs work with a permit of the host.
   *
   * @throws HostStuckException when the host is stuck; the work was not run
   * @throws CancellationException when the calling thread is interrupted while it waits; its
   *     interrupt flag stays set
   */
  public <T> T in(String host, Supplier<T> work) {
    HostQueue queue = join(host);
    try {
      acquire(host, queue);
      try {
        return work.get();
      } finally {
        queue.release();
      }
    } finally {
      leave(host, queue);
    }
  }

  /** Reports progress of work that holds a permit of the host: the host is not stuck. */
  public void progressed(String host) {
    HostQueue queue;
    synchronized (queues) {
      queue = queues.get(host);
    }
    if (queue != null) {
      queue.progressed();
    }
  }

  /** How much work waits for a permit of the host. */
  public int waiting(String host) {
    synchronized (queues) {
      HostQueue queue = queues.get(host);
      return queue == null ? 0 : queue.waiting();
    }
  }

  private void acquire(String host, HostQueue queue) {
    try {
      if (!queue.acquire(stuckAfter)) {
        throw new HostStuckException(host, permitsPerHost, stuckAfter);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("cancelled while waiting for a permit of " + host);
    }
  }

  private HostQueue join(String host) {
    synchronized (queues) {
      HostQueue queue =
          queues.computeIfAbsent(host, absent -> new HostQueue(permitsPerHost, clock));
      queue.users++;
      return queue;
    }
  }

  private void leave(String host, HostQueue queue) {
    synchronized (queues) {
      queue.users--;
      if (queue.users == 0) {
        queues.remove(host);
      }
    }
  }
}

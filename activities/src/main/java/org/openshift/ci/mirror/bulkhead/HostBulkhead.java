package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * At most so many at once for each host. Who finds no place waits in the host's line, in the order
 * of arrival, and gives up when nobody of that line got through for a while. A line that did not
 * move for that long turns away whoever joins it at once. Thread safe; what is known of a host is
 * forgotten when nobody is there any more.
 */
public final class HostBulkhead {

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  private final int perHost;
  private final Duration stuckAfter;
  private final LongSupplier clock;
  private final Map<String, HostQueue> lines = new HashMap<>();

  /**
   * Places for any number of hosts.
   *
   * @param perHost how many at once for one host; at least 1
   * @param stuckAfter after this long without anybody who entered or left a place of the host,
   *     those in its line give up
   */
  public HostBulkhead(int perHost, Duration stuckAfter) {
    this(perHost, stuckAfter, System::nanoTime);
  }

  HostBulkhead(int perHost, Duration stuckAfter, LongSupplier clock) {
    if (perHost < 1) {
      throw new IllegalArgumentException("a host needs at least one place, not " + perHost);
    }
    this.perHost = perHost;
    this.stuckAfter = stuckAfter;
    this.clock = clock;
  }

  /** Places whose lines are waited in for as long as it takes. */
  public static HostBulkhead patient(int perHost) {
    return new HostBulkhead(perHost, FOR_EVER);
  }

  /**
   * Runs work in a place of the host.
   *
   * @throws HostStuckException when the line did not move for too long; nothing was run
   * @throws CancellationException when the calling thread is interrupted while it waits; it stays
   *     interrupted
   */
  public <T> T in(String host, Supplier<T> work) {
    HostQueue line = join(host);
    try {
      enter(host, line);
      try {
        return work.get();
      } finally {
        line.leave();
      }
    } finally {
      leave(host, line);
    }
  }

  /** Somebody in a place of the host gets on: its line is not stuck, however long that takes. */
  public void moves(String host) {
    HostQueue line;
    synchronized (lines) {
      line = lines.get(host);
    }
    if (line != null) {
      line.moves();
    }
  }

  /** How many wait in the host's line. */
  public int waiting(String host) {
    synchronized (lines) {
      HostQueue line = lines.get(host);
      return line == null ? 0 : line.waiting();
    }
  }

  /** How many hosts have somebody in a place or in line. */
  int hosts() {
    synchronized (lines) {
      return lines.size();
    }
  }

  private void enter(String host, HostQueue line) {
    try {
      if (!line.enter(stuckAfter)) {
        throw new HostStuckException(host, perHost, stuckAfter);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("cancelled while waiting for a place of " + host);
    }
  }

  private HostQueue join(String host) {
    synchronized (lines) {
      HostQueue line = lines.computeIfAbsent(host, absent -> new HostQueue(perHost, clock));
      line.users++;
      return line;
    }
  }

  private void leave(String host, HostQueue line) {
    synchronized (lines) {
      line.users--;
      if (line.users == 0) {
        lines.remove(host);
      }
    }
  }
}

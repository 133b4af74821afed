package org.openshift.ci.mirror.api.connections;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * The open connections of a server, and since when each waits for a request.
 *
 * @param <C> a connection
 */
final class OpenConnections<C> {

  private final long headerWithin;
  private final long requestWithin;
  private final LongSupplier nanoTime;

  /** Those that have waited longest come first. */
  private final SequencedMap<C, Turn> open = new LinkedHashMap<>();

  /**
   * No connections.
   *
   * @param headerWithin how long a connection may wait for the end of a request's header
   * @param requestWithin how long it may take from then on to read the whole answer
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  OpenConnections(Duration headerWithin, Duration requestWithin, LongSupplier nanoTime) {
    this.headerWithin = headerWithin.toNanos();
    this.requestWithin = requestWithin.toNanos();
    this.nanoTime = nanoTime;
  }

  private static final class Turn {
    private final long waitsSince;
    private long servedSince;
    private boolean served;

    Turn(long now) {
      this.waitsSince = now;
    }
  }

  synchronized int size() {
    return open.size();
  }

  /** A new connection waits for its first request. */
  synchronized void opened(C connection) {
    open.putLast(connection, new Turn(nanoTime.getAsLong()));
  }

  /** Bytes have arrived; false if the connection must be closed, because it has waited too long. */
  synchronized boolean served(C connection) {
    Turn turn = open.get(connection);
    long now = nanoTime.getAsLong();
    if (turn == null || now - turn.waitsSince > headerWithin) {
      return false;
    }
    turn.served = true;
    turn.servedSince = now;
    return true;
  }

  /** The connection waits for the rest of a header, of which it has a part. */
  synchronized void waitsForRest(C connection) {
    Turn turn = open.get(connection);
    if (turn != null) {
      turn.served = false;
    }
  }

  /** The connection waits for its next request. */
  synchronized void waitsForNext(C connection) {
    if (open.containsKey(connection)) {
      opened(connection);
    }
  }

  synchronized void closed(C connection) {
    open.remove(connection);
  }

  /** Removes the connection that has waited longest; empty if all are being served. */
  synchronized Optional<C> takeLongestWaiting() {
    for (Iterator<Map.Entry<C, Turn>> all = open.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<C, Turn> candidate = all.next();
      if (!candidate.getValue().served) {
        all.remove();
        return Optional.of(candidate.getKey());
      }
    }
    return Optional.empty();
  }

  /** The connections that have been served for too long, such as those that read very slowly. */
  synchronized List<C> servedTooLong() {
    long now = nanoTime.getAsLong();
    return open.entrySet().stream()
        .filter(entry -> entry.getValue().served)
        .filter(entry -> now - entry.getValue().servedSince > requestWithin)
        .map(Map.Entry::getKey)
        .toList();
  }
}

package org.openshift.ci.mirror.worker.metrics;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The open connections of a server: so many at most, and none for longer than a fixed time. The
 * oldest makes room for a new one, so that connections that send nothing keep no client out. Used
 * by the server's one thread only.
 */
final class BoundedConnections {

  private final SequencedSet<HttpConnection> open = new LinkedHashSet<>();
  private final Set<HttpConnection> asked = new HashSet<>();
  private final Vertx vertx;
  private final int max;
  private final Duration lifetime;

  /**
   * Bounds for one server.
   *
   * @param max how many connections may be open, above 0
   * @param lifetime after how long a connection is closed, whatever it is doing; above 0
   */
  BoundedConnections(Vertx vertx, int max, Duration lifetime) {
    this.vertx = vertx;
    this.max = max;
    this.lifetime = lifetime;
  }

  /** Takes a new connection in. */
  void opened(HttpConnection connection) {
    if (open.size() >= max) {
      open.removeFirst().close();
    }
    open.add(connection);
    long end = vertx.setTimer(lifetime.toMillis(), late -> connection.close());
    connection.closeHandler(
        closed -> {
          vertx.cancelTimer(end);
          open.remove(connection);
          asked.remove(connection);
        });
  }

  /** Whether this is the connection's first request. */
  boolean firstRequest(HttpConnection connection) {
    return asked.add(connection);
  }
}

package org.openshift.ci.mirror.api.connections;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's endpoint, with two rules that it lacks: the whole header of a request must arrive within
 * ten seconds, not only the next byte; and at {@code maxConnections} a new client does not wait,
 * but takes the place of the connection that has waited longest for a request. So connections that
 * are only held open keep nobody out. Requests must not be asynchronous.
 */
final class BoundedEndpoint extends NioEndpoint {

  private static final Logger log = LoggerFactory.getLogger(BoundedEndpoint.class);

  private static final Duration HEADER_WITHIN = Duration.ofSeconds(10);
  private static final Duration REQUEST_WITHIN = Duration.ofMinutes(1);

  private final OpenConnections<SocketChannel> open =
      new OpenConnections<>(HEADER_WITHIN, REQUEST_WITHIN, System::nanoTime);

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new Watched(handler));
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (!makeRoom()) {
      destroySocket(socket);
      return false;
    }
    open.opened(socket);
    boolean accepted = super.setSocketOptions(socket);
    if (!accepted) {
      open.closed(socket);
    }
    return accepted;
  }

  /** Whether another connection may be open; below the limit, because Tomcat would wait there. */
  private boolean makeRoom() {
    while (open.size() >= getMaxConnections() - 1) {
      Optional<SocketChannel> oldest = open.takeLongestWaiting();
      if (oldest.isEmpty()) {
        open.servedTooLong().forEach(BoundedEndpoint::breakOff);
        return false;
      }
      SocketWrapperBase<NioChannel> connection = connections.get(oldest.get());
      if (connection != null) {
        connection.close();
      }
    }
    return true;
  }

  /** Closes the socket only: a thread works on the connection, notices it, and ends the rest. */
  private static void breakOff(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("a connection that takes too long could not be closed", e);
    }
  }

  /** Tomcat's handler, which also notes what each connection waits for. */
  private final class Watched implements Handler<NioChannel> {

    private final Handler<NioChannel> handler;

    Watched(Handler<NioChannel> handler) {
      this.handler = handler;
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
      SocketChannel socket = connection.getSocket().getIOChannel();
      if (!open.served(socket)) {
        return SocketState.CLOSED;
      }
      SocketState state = handler.process(connection, event);
      if (state == SocketState.LONG) {
        open.waitsForRest(socket);
      } else if (state == SocketState.OPEN) {
        open.waitsForNext(socket);
      }
      return state;
    }

    /** Called whenever a connection is closed. */
    @Override
    public void release(SocketWrapperBase<NioChannel> connection) {
      open.closed(connection.getSocket().getIOChannel());
      handler.release(connection);
    }

    @Override
    public Object getGlobal() {
      return handler.getGlobal();
    }

    @Override
    public void pause() {
      handler.pause();
    }

    @Override
    public void recycle() {
      handler.recycle();
    }
  }
}

package org.openshift.ci.mirror.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server, passes bytes on, and changes a bit of one of them when it
 * is told to. Within TLS the side that gets it ends the connection with a fatal alert (RFC 8446,
 * 5.2).
 */
public final class TcpTap implements AutoCloseable {

  private static final long NEVER = Long.MAX_VALUE;

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong toClient = new AtomicLong(NEVER);
  private final AtomicLong toServer = new AtomicLong(NEVER);

  private TcpTap(ServerSocket listener, int serverPort) {
    this.listener = listener;
    this.serverPort = serverPort;
  }

  /** A tap before a server on this port of the loopback address. */
  public static TcpTap before(int serverPort) {
    try {
      TcpTap tap =
          new TcpTap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
      Thread.ofVirtual().start(tap::accept);
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port, as in a pull spec. */
  public String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Changes the byte that comes after so many more to the client, on whichever connection. */
  public void spoilToClientAfter(long bytes) {
    toClient.set(bytes);
  }

  /** Changes the byte that comes after so many more to the server, on whichever connection. */
  public void spoilToServerAfter(long bytes) {
    toServer.set(bytes);
  }

  /** Whether a byte is still to be changed. */
  public boolean isArmed() {
    return toClient.get() < NEVER / 2 || toServer.get() < NEVER / 2;
  }

  @Override
  public void close() {
    closeQuietly(listener);
    sockets.forEach(TcpTap::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, toServer));
        Thread.ofVirtual().start(() -> pass(server, client, toClient));
      } catch (IOException e) {
        // Closed, or a client that went away.
      }
    }
  }

  private static void pass(Socket from, Socket to, AtomicLong spoilAfter) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        long before = spoilAfter.getAndAdd(-count);
        if (before >= 0 && before < count) {
          buffer[(int) before] ^= 1;
          spoilAfter.set(NEVER);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One side ended: the other is ended with it.
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is gone, which is what was wanted.
    }
  }
}

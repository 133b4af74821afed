package org.openshift.ci.mirror.imagestreams.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A TCP proxy that can make connections hang: it drops their bytes and keeps them open. */
final class Relay implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Set<Socket> frozen = ConcurrentHashMap.newKeySet();
  private boolean freezing;

  private Relay(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static Relay to(int port) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many connections clients opened. */
  int connections() {
    return sockets.size() / 2;
  }

  /** Makes all connections hang, also those to come. */
  synchronized void freeze() {
    freezing = true;
    frozen.addAll(sockets);
  }

  /** New connections work from now on; the others still hang. */
  synchronized void thaw() {
    freezing = false;
  }

  private synchronized void add(Socket client, Socket server) {
    sockets.add(client);
    sockets.add(server);
    if (freezing) {
      frozen.add(client);
      frozen.add(server);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        add(client, server);
        Thread.ofVirtual().start(() -> carry(client, server));
        Thread.ofVirtual().start(() -> carry(server, client));
      }
    } catch (IOException e) {
      // Closed.
      return;
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        if (!frozen.contains(from)) {
          output.write(buffer, 0, count);
        }
      }
      if (!frozen.contains(from)) {
        to.close();
      }
    } catch (IOException e) {
      // One side is closed.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

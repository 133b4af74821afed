package org.openshift.ci.mirror.worker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Accepts HTTP/2 over TLS from clients that show a certificate it trusts, and passes the bytes to a
 * server without TLS.
 */
final class TlsFront implements AutoCloseable {

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile SSLContext context;

  TlsFront(int serverPort, SSLContext context) {
    this.serverPort = serverPort;
    this.context = context;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** From now on connections are accepted by this context only; those that are open end. */
  void use(SSLContext other) {
    context = other;
    sockets.forEach(TlsFront::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // The listener was closed.
      }
    }
  }

  private void serve(Socket socket) {
    try {
      SSLSocket client =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      client.setUseClientMode(false);
      SSLParameters parameters = client.getSSLParameters();
      parameters.setNeedClientAuth(true);
      parameters.setApplicationProtocols(new String[] {"h2"});
      client.setSSLParameters(parameters);
      client.startHandshake();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      sockets.add(server);
      Thread.ofVirtual().start(() -> pass(server, client));
      pass(client, server);
    } catch (IOException e) {
      // The client is refused, or gone.
      closeQuietly(socket);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them is gone.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // Nothing more can be done.
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    sockets.forEach(TlsFront::closeQuietly);
  }
}

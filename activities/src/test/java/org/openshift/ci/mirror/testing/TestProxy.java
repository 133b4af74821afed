package org.openshift.ci.mirror.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy (RFC 9110, 9.3.6; RFC 9112, 3.2.2). A test says where the hosts are that it is
 * asked for, so that they may have any name.
 */
public final class TestProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final String authorization;
  private final Map<String, String> hosts = new ConcurrentHashMap<>();
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private TestProxy(ServerSocket listener, String authorization) {
    this.listener = listener;
    this.authorization = authorization;
  }

  /** A proxy for everybody. */
  public static TestProxy start() {
    return wanting(null);
  }

  /**
   * A proxy that wants a password.
   *
   * @param authorization the value of {@code Proxy-Authorization}; null for none
   */
  public static TestProxy wanting(String authorization) {
    try {
      TestProxy proxy =
          new TestProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), authorization);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The host, as {@code name:port}, is this server. */
  public TestProxy with(String host, String server) {
    hosts.put(host, server);
    return this;
  }

  /** Host and port. */
  public String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** The requests so far; the target of a tunnel is {@code name:port}, of others a URL. */
  public List<SeenRequest> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    closeQuietly(listener);
    sockets.forEach(TestProxy::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      while (true) {
        HttpHead head = HttpHead.read(in);
        if (head == null) {
          return;
        }
        seen.add(new SeenRequest(head.word(0), head.word(1), head.headers(), System.nanoTime()));
        boolean tunnel = head.word(0).equals("CONNECT");
        if (authorization != null
            && !authorization.equals(head.headers().get("proxy-authorization"))) {
          head.moveBody(in, (bytes, count) -> {});
          say(out, "407 Who are you\r\nProxy-Authenticate: Basic realm=\"proxy\"");
        } else if (tunnel) {
          tunnel(head.word(1), in, client);
          return;
        } else {
          forward(head, in, out);
        }
      }
    } catch (IOException e) {
      // One side went away.
    }
  }

  private void tunnel(String host, InputStream in, Socket client) throws IOException {
    Socket server = connect(host);
    if (server == null) {
      say(client.getOutputStream(), "403 Not there");
      return;
    }
    try (server) {
      client.getOutputStream().write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
      Thread.ofVirtual().start(() -> copy(server, client));
      in.transferTo(server.getOutputStream());
    }
  }

  private static void copy(Socket server, Socket client) {
    try (server;
        client) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One side went away.
    }
  }

  private void forward(HttpHead head, InputStream in, OutputStream out) throws IOException {
    URI uri = URI.create(head.word(1));
    String host = uri.getRawAuthority() + (uri.getRawAuthority().contains(":") ? "" : ":80");
    try (Socket server = connect(host)) {
      if (server == null) {
        head.moveBody(in, (bytes, count) -> {});
        say(out, "502 Not there");
        return;
      }
      String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      OutputStream upstream = server.getOutputStream();
      upstream.write(ascii(head.text().replace(head.word(1), path)));
      head.moveBody(in, HttpHead.to(upstream));
      InputStream answers = new BufferedInputStream(server.getInputStream());
      HttpHead answer = HttpHead.read(answers);
      if (answer == null) {
        throw new IOException("the server closed the connection");
      }
      out.write(ascii(answer.text()));
      if (!head.word(0).equals("HEAD")) {
        answer.moveBody(answers, HttpHead.to(out));
      }
    }
  }

  private Socket connect(String host) throws IOException {
    String server = hosts.get(host);
    if (server == null) {
      return null;
    }
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(server.substring(server.lastIndexOf(':') + 1)));
    sockets.add(socket);
    return socket;
  }

  private static void say(OutputStream out, String status) throws IOException {
    out.write(ascii("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed already.
    }
  }
}

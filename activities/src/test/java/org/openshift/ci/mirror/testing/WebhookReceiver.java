package org.openshift.ci.mirror.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that takes messages at one secret path, and keeps them. */
public final class WebhookReceiver implements AutoCloseable {

  /** The part of the address that nothing may show. */
  public static final String SECRET = "T0SECRET/B0SECRET/xyzzy";

  /** An answer; the body quotes the path, as many servers do. */
  private record Reply(int status, Map<String, String> headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The secret address. */
  public String url() {
    return "http://" + host() + "/services/" + SECRET;
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Refuses the next request. */
  public void refuse(int status, Map<String, String> headers) {
    replies.add(new Reply(status, headers));
  }

  /** The bodies of the messages that were received, in order. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** Every request, as {@code POST path}, received or refused. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      Reply reply = replies.poll();
      if (reply == null) {
        received.add(body);
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] answer = ("Cannot POST " + path).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}

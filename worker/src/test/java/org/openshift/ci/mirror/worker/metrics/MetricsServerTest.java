package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.worker.settings.CommandException;

/** What the server does with clients that it must not trust. */
class MetricsServerTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int AT_MOST = 20;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Socket> sockets = new ArrayList<>();
  private MetricsServer server;

  private void serve(Duration lifetime) {
    server =
        new MetricsServer("127.0.0.1", 0, AT_MOST, lifetime, registry, () -> true, Optional::empty);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Everything until the server closes the connection. */
  private static String rest(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return "";
    }
  }

  private String ask(String requestLine) throws IOException {
    Socket socket = connect();
    send(socket, requestLine + " HTTP/1.1\r\nHost: worker\r\n\r\n");
    return rest(socket);
  }

  private static String status(String answer) {
    return answer.replaceFirst("(?s)^HTTP/1\\.[01] (\\d+).*", "$1");
  }

  @Test
  void halfOpenConnectionsKeepNobodyOut() throws IOException {
    serve(LONG);
    Socket first = connect();
    for (int i = 0; i < 5 * AT_MOST; i++) {
      // Some send nothing, the others a part of a request.
      send(connect(), i % 2 == 0 ? "" : "GET /healthz HTTP/1.1\r\nHost: wor");
    }
    assertTrue(ask("GET /healthz").startsWith("HTTP/1.1 200"), "not healthy");
    assertEquals("", rest(first), "the oldest connection makes room");
  }

  @Test
  void aHeaderThatNeverEndsIsCutOff() throws IOException {
    serve(Duration.ofSeconds(1));
    Socket silent = connect();
    Socket dripping = connect();
    Await.until(
        "the connection is closed although bytes keep coming",
        Duration.ofSeconds(20),
        () -> isRefused(dripping),
        () -> "open");
    assertEquals("", rest(silent));
  }

  private static boolean isRefused(Socket socket) {
    try {
      send(socket, "G");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void manyScrapesAtOnceShareARendering() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    Gauge.builder("reads", reads, AtomicInteger::incrementAndGet).register(registry);
    serve(LONG);
    long began = System.nanoTime();
    int scrapes = 200;
    for (int i = 0; i < scrapes; i++) {
      assertTrue(ask("GET /metrics").contains("\nreads "), "no metrics");
    }
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    assertTrue(
        reads.get() <= seconds + 1, reads + " renderings of " + scrapes + " in " + seconds + " s");
  }

  @Test
  void answersOneRequestOfAConnection() throws IOException {
    serve(LONG);
    Socket socket = connect();
    send(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /readyz HTTP/1.1\r\nHost: a\r\n\r\n");
    String answer = rest(socket);
    assertTrue(answer.endsWith("\r\n\r\nok\n"), answer);
  }

  @Test
  void knowsThreePathsAndTwoMethods() throws IOException {
    serve(LONG);
    assertEquals("404", status(ask("GET /")));
    assertEquals("404", status(ask("GET /metrics/x")));
    assertEquals("405", status(ask("POST /metrics")));
    assertEquals("414", status(ask("GET /" + "x".repeat(5_000))));
    String head = ask("HEAD /healthz");
    assertEquals("200", status(head));
    assertTrue(head.endsWith("\r\n\r\n"), head);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandException refused =
          assertThrows(
              CommandException.class,
              () ->
                  new MetricsServer(
                      "127.0.0.1", taken.getLocalPort(), registry, () -> true, Optional::empty));
      assertTrue(
          refused.getMessage().contains("port " + taken.getLocalPort() + " for metrics"),
          refused.getMessage());
    }
  }
}

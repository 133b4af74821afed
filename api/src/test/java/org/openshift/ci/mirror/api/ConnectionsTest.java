package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * What clients see that open more connections than the service keeps, or never finish a request.
 */
@Order(1)
class ConnectionsTest {

  private static final int MORE_THAN_ARE_KEPT = 1_500;

  private static ServletWebServerApplicationContext service;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    ApiSettings settings = TestSettings.withoutTemporal(null);
    service = ApiServer.start(settings, WebWiring.class, FakeWiring.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void disconnect() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.getWebServer().getPort());
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

  private String health() throws IOException {
    Socket socket = connect();
    send(socket, "GET /api/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    return rest(socket);
  }

  @Test
  void halfOpenConnectionsKeepNobodyOut() throws IOException {
    Socket first = connect();
    for (int i = 0; i < MORE_THAN_ARE_KEPT; i++) {
      // Some send nothing, the others a part of a request.
      send(connect(), i % 2 == 0 ? "" : "GET /api/health HTTP/1.1\r\nHost: a");
    }
    assertTrue(health().startsWith("HTTP/1.1 200"), "not healthy");
    assertEquals("", rest(first), "the oldest connection makes room");
  }

  @Test
  void aHeaderThatNeverEndsIsCutOff() throws IOException {
    Socket dripping = connect();
    await().atMost(Duration.ofSeconds(40)).until(() -> isRefused(dripping));
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
  void aBodyIsNotWaitedFor() throws IOException {
    Socket slow = connect();
    send(
        slow,
        "POST /api/v1/mirrors/a/b/c/trigger HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx");
    assertTrue(rest(slow).startsWith("HTTP/1.1 403"), "no answer");
  }
}

package org.openshift.ci.mirror.config.reload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestCertificate;
import org.openshift.ci.mirror.testing.TestProxy;

class ConfigAddressTest {

  private static final byte[] CONTENT = "artImages: []\n".getBytes(StandardCharsets.UTF_8);

  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String refusal(ConfigAddress address) {
    MirroringConfigException refusal = assertThrows(MirroringConfigException.class, address::read);
    assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    return refusal.getMessage();
  }

  private ConfigAddress url() {
    return new ConfigAddress(server.uri() + "/main/c.yaml");
  }

  @Test
  void isReadThroughAProxyInATunnel(@TempDir Path certificates) throws Exception {
    TestCertificate certificate = TestCertificate.in(certificates);
    try (ScriptedServer tls = ScriptedServer.withTls(certificate.context(), null);
        TestProxy proxy = TestProxy.start().with("raw.example:443", tls.host())) {
      ConfigAddress address =
          new ConfigAddress(
              "https://raw.example/c.yaml",
              Duration.ofSeconds(20),
              () -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", proxy.host())));
      // The certificate is not trusted, and its server was reached.
      String why = refusal(address);
      assertTrue(why.contains("certificat"), why);
      assertEquals("CONNECT", proxy.seen().getLast().method());
    }
  }

  @Test
  void anUnusableProxyIsNamed() {
    ConfigAddress address =
        new ConfigAddress(
            "https://raw.example/c.yaml",
            Duration.ofSeconds(20),
            () -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", "socks5://squid")));
    assertTrue(refusal(address).contains("HTTPS_PROXY"), refusal(address));
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("c.yaml"), CONTENT);
    assertArrayEquals(CONTENT, new ConfigAddress(file.toString()).read());
    assertEquals(
        "/no/such/file: cannot be read: there is no such file",
        refusal(new ConfigAddress("/no/such/file")));
  }

  @Test
  @Timeout(30)
  void readsNeitherADeviceNorAPipe(@TempDir Path folder) throws Exception {
    assertEquals(
        "/dev/zero: cannot be read: is not a regular file",
        refusal(new ConfigAddress("/dev/zero")));
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(
        pipe + ": cannot be read: is not a regular file",
        refusal(new ConfigAddress(pipe.toString())));
    assertEquals(
        pipe + ": cannot be read: is not a regular file",
        assertThrows(MirroringConfigException.class, () -> ConfigAddress.file(pipe)).getMessage());
  }

  @Test
  void readsAUrlAndFollowsRedirects() throws Exception {
    server.once("GET", "/main", Answer.reply(302, "").with("Location", "/moved/c.yaml"));
    server.once("GET", "/moved", Answer.reply(200, new String(CONTENT, StandardCharsets.UTF_8)));
    assertArrayEquals(CONTENT, url().read());
  }

  @Test
  void saysWhatTheServerAnswered() {
    server.always("GET", "/main", Answer.error(404, "NOT", "here"));
    assertEquals(server.uri() + "/main/c.yaml: cannot be read: GET answered 404", refusal(url()));
  }

  @Test
  void doesNotWaitWithoutEnd() {
    server.always("GET", "/main", new Answer.Silence());
    ConfigAddress address =
        new ConfigAddress(server.uri() + "/main/c.yaml", Duration.ofMillis(300));
    assertTrue(refusal(address).contains("cannot be read: "), refusal(address));
  }

  @Test
  @Timeout(30)
  void doesNotWaitForABodyWithoutEnd() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerHalf(socket));
      String url = "http://127.0.0.1:%d/c.yaml".formatted(socket.getLocalPort());
      assertEquals(
          url + ": cannot be read: gave no complete answer within 1 seconds",
          refusal(new ConfigAddress(url, Duration.ofSeconds(1))));
    }
  }

  /** Sends the headers and half of the body, and keeps the connection open. */
  private static void answerHalf(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      connection
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n#".getBytes(StandardCharsets.US_ASCII));
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void doesNotReadWithoutEnd() {
    server.always("GET", "/main", Answer.reply(200, "#".repeat(ConfigText.MAX_BYTES + 1)));
    assertTrue(refusal(url()).endsWith("is larger than 8 MiB"), refusal(url()));
  }

  @Test
  void namesWhatCannotBeReached() throws IOException {
    // Nobody has this port; one that a test had may be another's soon.
    String gone = "http://127.0.0.1:1/main/c.yaml";
    assertTrue(refusal(new ConfigAddress(gone)).startsWith(gone + ": cannot be read: "), gone);
    String bad = "https://not a host/";
    assertTrue(refusal(new ConfigAddress(bad)).startsWith(bad + ": cannot be read: "), bad);
  }
}

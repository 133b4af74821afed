package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PassingErrors;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** Endless answers: the engine reads a limited part of them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndlessAnswerTest {

  /** Far more than the engine reads of any answer, including what sockets buffer. */
  private static final long ENOUGH = 40L * 1024 * 1024;

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final AtomicLong sent = new AtomicLong();
  private ServerSocket listener;
  private RegistryEngine engine;

  @BeforeEach
  void start() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    engine = RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(host()));
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    listener.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 |x",
        "HTTP/1.1 200 OK\r\nDocker-Content-Digest: |x",
        "HTTP/1.1 200 OK\r\n|A: b\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n|  folded\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;|x",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n|A: b\r\n",
      })
  void aHeadIsBounded(String script) {
    String[] parts = script.split("\\|", -1);
    serve(parts[0], parts[1].repeat(8192 / parts[1].length()));
    RegistryException e = assertThrows(RegistryException.class, this::created);
    PassingErrors.assertPasses(e);
    assertTrue(sent.get() < ENOUGH, sent + " bytes were taken");
  }

  @Test
  void aManifestIsBounded() {
    serve(HEAD, "1000\r\n" + " ".repeat(0x1000) + "\r\n");
    RegistryException e = assertThrows(RegistryException.class, this::created);
    assertEquals(RegistryError.MANIFEST_INVALID, e.type());
    assertTrue(sent.get() < ENOUGH, sent + " bytes were taken");
  }

  @Test
  void anErrorIsBounded() {
    serve(HEAD.replace("200 OK", "500 Bad"), "1000\r\n" + "x".repeat(0x1000) + "\r\n");
    RegistryException e = assertThrows(RegistryException.class, this::created);
    assertEquals(RegistryError.REGISTRY_ERROR, e.type());
    assertTrue(e.getMessage().length() < 1000, e.getMessage());
    assertTrue(sent.get() < ENOUGH, sent + " bytes were taken");
  }

  private void created() {
    engine.created(new PullSpec(host(), "a/b", "v1", null));
  }

  private String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Sends the beginning, and then repeats the same text until the client closes the connection. */
  private void serve(String beginning, String again) {
    Thread.ofVirtual()
        .start(
            () -> {
              byte[] bytes = again.getBytes(StandardCharsets.ISO_8859_1);
              while (!listener.isClosed()) {
                try (Socket socket = listener.accept();
                    OutputStream out = socket.getOutputStream()) {
                  out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
                  while (true) {
                    out.write(bytes);
                    sent.addAndGet(bytes.length);
                  }
                } catch (IOException e) {
                  // The client closed the connection, as it should.
                }
              }
            });
  }
}

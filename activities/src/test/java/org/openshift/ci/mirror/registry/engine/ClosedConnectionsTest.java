package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;

/** A registry that closes every connection after its answer, and does not say so before. */
class ClosedConnectionsTest {

  private static final int AT_ONCE = 8;
  private static final String DIGEST = "sha256:" + "f".repeat(64);
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.oci.image.manifest.v1+json\r\n"
          + "Docker-Content-Digest: "
          + DIGEST
          + "\r\nContent-Length: 100\r\n\r\n";

  private final CountDownLatch allAsk = new CountDownLatch(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ServerSocket registry;

  @BeforeEach
  void start() throws IOException {
    registry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          while (!registry.isClosed()) {
            try {
              Socket connection = registry.accept();
              threads.execute(() -> answerOnce(connection));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
    threads.shutdownNow();
  }

  private void answerOnce(Socket connection) {
    try (connection) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = reader.readLine();
      while (line != null && !line.isEmpty()) {
        line = reader.readLine();
      }
      allAsk.countDown();
      allAsk.await();
      connection.getOutputStream().write(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException | InterruptedException e) {
      // The client is gone.
    }
  }

  @Test
  void allClosedConnectionsAreLeftBehindAtOnce() throws Exception {
    String host = "127.0.0.1:" + registry.getLocalPort();
    try (RegistryEngine engine =
        RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(host))) {
      List<Future<Optional<String>>> first = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        PullSpec image = new PullSpec(host, "a/b", "v" + i, null);
        first.add(threads.submit(() -> engine.digest(image)));
      }
      for (Future<Optional<String>> answer : first) {
        assertEquals(Optional.of(DIGEST), answer.get());
      }
      // The pool has as many connections now, all of them closed by the registry.
      for (int i = 0; i < AT_ONCE; i++) {
        assertEquals(
            Optional.of(DIGEST), engine.digest(new PullSpec(host, "a/b", "later" + i, null)));
      }
    }
  }
}

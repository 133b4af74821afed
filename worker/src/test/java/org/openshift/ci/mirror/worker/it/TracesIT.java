package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A worker that sends traces to a collector. */
class TracesIT extends WithPlatform {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** What was sent: protocol buffers, in which names can be read. */
  private final List<String> received = new CopyOnWriteArrayList<>();

  private final List<String> paths = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stopCollector() {
    collector.stop(0);
  }

  @Test
  void aChangedTagLeavesATraceThatEndsWithItsCopy() {
    TestImage image = new TestImages(44).docker(1_000);
    platform.release("good", "1", image);
    WorkerProcess worker =
        platform
            .process("worker")
            .environment(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort())
            .environment("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
            .start();
    platform.awaitMirrored("good", "1", image, SOON);
    Await.until(
        "the mirror task has ended",
        SOON,
        () -> worker.count("mirrored test/good:1 ") == 1,
        worker::log);
    // What was not sent yet is sent when the worker stops.
    worker.stop();
    String all = String.join("", received);
    for (String part :
        Stream.of(
                "ci-images-mirror-worker",
                "signal tagsListed",
                "CompareTags",
                "start MirrorTask",
                "ResolveSourceDigest",
                "PushTags",
                "copy image",
                image.digest())
            .toList()) {
      assertTrue(all.contains(part), () -> part + " is missing: " + all);
    }
    assertEquals(List.of("/v1/traces"), paths.stream().distinct().toList());
  }

  @Test
  void aVariableThatMakesNoSenseEndsTheStartWithOneLine() {
    WorkerProcess worker =
        platform.process("worker").environment("OTEL_TRACES_EXPORTER", "nonsense");
    worker.launch();
    assertEquals(2, worker.awaitExit(SOON));
    assertTrue(worker.log().contains("traces cannot be sent as the variables OTEL_* say: "));
    assertTrue(!worker.log().contains("\tat "), worker::log);
  }
}

package org.openshift.ci.mirror.api;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Temporal dev server. Its namespaces exist from the start, as one that is added appears late.
 */
final class TemporalServer implements AutoCloseable {

  /** A namespace where no worker has registered the search attributes yet. */
  static final String FRESH = "fresh";

  /** hack/lib/postgresql.sh creates at least as many. */
  private static final int NAMESPACES = 30;

  private final TemporalDevServer server;
  private final AtomicInteger taken = new AtomicInteger();

  private TemporalServer(TemporalDevServer server) {
    this.server = server;
  }

  /** Another process may take a port that was free, before the server listens on it. */
  static TemporalServer start() {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(freePort());
      } catch (IllegalStateException e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  static TemporalServer start(int port) {
    // Visibility lags behind, most of all on a busy machine.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    TemporalDevServerOptions.Builder options =
        TemporalDevServerOptions.newBuilder()
            .setPort(port)
            .setUiEnabled(false)
            .setLogLevel("error")
            .setLogFile(Path.of("target", "temporal-" + port + ".log").toString());
    binary().ifPresent(found -> options.setExistingPath(found.toString()));
    String[] namespaces =
        Stream.concat(
                Stream.of(FRESH), IntStream.range(0, NAMESPACES).mapToObj(TemporalServer::name))
            .flatMap(name -> Stream.of("--namespace", name))
            .toArray(String[]::new);
    return new TemporalServer(TemporalDevServer.start(options.setExtraArgs(namespaces).build()));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }

  String address() {
    return server.getTarget();
  }

  /** A namespace that nobody has had before. */
  TestTemporal namespace() {
    int number = taken.getAndIncrement();
    if (number >= NAMESPACES) {
      throw new IllegalStateException("tests took all " + NAMESPACES + " namespaces; create more");
    }
    return new TestTemporal(address(), name(number));
  }

  private static String name(int number) {
    return "test-" + number;
  }

  /** An installed server; without one, the test library downloads it. */
  private static Optional<Path> binary() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)).map(Path::of),
            Stream.of(
                Path.of("..", ".local", "bin"),
                Path.of(System.getProperty("user.home"), "go", "bin")))
        .map(folder -> folder.resolve("temporal").toAbsolutePath().normalize())
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    server.close();
  }
}

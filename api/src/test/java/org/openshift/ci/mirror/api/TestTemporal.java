package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
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
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;

/**
 * A Temporal dev server with two namespaces: {@code default}, where a worker has registered the
 * search attributes, and {@link #FRESH}, where none has yet.
 */
final class TestTemporal implements AutoCloseable {

  static final String FRESH = "fresh";

  private final TemporalDevServer server;
  private final WorkflowServiceStubs stubs;

  private TestTemporal(TemporalDevServer server) {
    this.server = server;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.getTarget()).build());
  }

  /** Another process may take a port that was free, before the server listens on it. */
  static TestTemporal start() {
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

  static TestTemporal start(int port) {
    // Visibility lags behind, most of all on a busy machine.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    TemporalDevServerOptions.Builder options =
        TemporalDevServerOptions.newBuilder()
            .setPort(port)
            .setUiEnabled(false)
            .setLogLevel("error")
            .setLogFile(Path.of("target", "temporal-" + port + ".log").toString());
    binary().ifPresent(found -> options.setExistingPath(found.toString()));
    TestTemporal temporal =
        new TestTemporal(
            TemporalDevServer.start(options.setExtraArgs("--namespace", FRESH).build()));
    try {
      temporal.registerSearchAttributes();
      return temporal;
    } catch (RuntimeException | Error e) {
      temporal.close();
      throw e;
    }
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

  WorkflowClient client() {
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setNamespace("default").build());
  }

  /** Registers search attributes as a worker does when it starts. */
  private void registerSearchAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(server.getTarget())
                .validateAndBuildWithDefaults());
    try {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace("default")
                  .putAllSearchAttributes(MirrorSearchAttributes.types())
                  .build());
    } finally {
      operator.shutdownNow();
    }
    await().until(this::searchable);
  }

  private boolean searchable() {
    try {
      client().countWorkflows("Stale=true AND ImageTag='x'");
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
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
    stubs.shutdownNow();
    server.close();
  }
}

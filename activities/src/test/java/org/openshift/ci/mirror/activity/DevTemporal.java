package org.openshift.ci.mirror.activity;

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
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.Programs;

/** A real Temporal server. */
public final class DevTemporal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TemporalDevServer server;
  private final WorkflowServiceStubs stubs;

  private DevTemporal(TemporalDevServer server) {
    this.server = server;
    this.stubs = stubs(server.getTarget());
  }

  public static DevTemporal start() {
    Path program =
        Programs.find("temporal")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No Temporal server found: run hack/get-tools.sh, which fetches it"));
    DevTemporal started =
        new DevTemporal(
            started(
                TemporalDevServerOptions.newBuilder()
                    .setExistingPath(program.toString())
                    .setUiEnabled(false)
                    .setLogLevel("error")
                    .setLogFile(
                        Path.of("target", "temporal-" + System.nanoTime() + ".log").toString())
                    .build()));
    try {
      started.registerSearchAttributes();
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /**
   * Another process may take a port that the server has chosen, before the server listens on it.
   */
  private static TemporalDevServer started(TemporalDevServerOptions options) {
    for (int attempt = 1; ; attempt++) {
      try {
        return TemporalDevServer.start(options);
      } catch (IllegalStateException e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  private static WorkflowServiceStubs stubs(String target) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
  }

  public WorkflowClient client() {
    return client(stubs);
  }

  private WorkflowClient client(WorkflowServiceStubs through) {
    return WorkflowClient.newInstance(
        through, WorkflowClientOptions.newBuilder().setNamespace(server.getNamespace()).build());
  }

  /** A client with a connection of its own, which a test may cut. */
  WorkflowClient otherClient() {
    return client(stubs(server.getTarget()));
  }

  public WorkerFactory workers() {
    return WorkerFactory.newInstance(client());
  }

  /** Waits until the condition holds. */
  public static void until(String what, Supplier<Boolean> answer) {
    Await.until(what, PATIENCE, answer, () -> "not yet");
  }

  private void registerSearchAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
    operator
        .blockingStub()
        .addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace(server.getNamespace())
                .putAllSearchAttributes(MirrorSearchAttributes.types())
                .build());
    until("search attributes are known", this::searchable);
  }

  private boolean searchable() {
    try {
      client().countWorkflows("Stale=true AND ImageTag='x'");
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    server.close();
  }
}

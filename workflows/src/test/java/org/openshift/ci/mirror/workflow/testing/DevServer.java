package org.openshift.ci.mirror.workflow.testing;

import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.trace.Tracing;

/** A real Temporal server with real time, and workers of both modes with activities in memory. */
public final class DevServer implements AutoCloseable {

  /** Recorded in histories, so it must not name the machine. */
  private static final String IDENTITY = "test-worker";

  private final TemporalDevServer server;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;
  private final Fakes fakes = Fakes.of(Clock.systemUTC());

  private DevServer(TemporalDevServer server, Tracing tracing) {
    this.server = server;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.getTarget()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(server.getNamespace())
                .setIdentity(IDENTITY)
                .setInterceptors(tracing.aroundCalls())
                .build());
    workers =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(tracing.aroundWork().toArray(WorkerInterceptor[]::new))
                .build());
    for (MirrorMode mode : MirrorMode.values()) {
      fakes.addWorkers(workers::newWorker, mode);
    }
  }

  /**
   * Starts a server and its workers.
   *
   * @param settings keys and values of the server's dynamic configuration
   */
  public static DevServer start(Map<String, String> settings) {
    return start(settings, Tracing.of(Map.of(), "test"));
  }

  /** Starts a server, and workers whose tasks leave traces. */
  public static DevServer startTraced(Tracing tracing) {
    return start(Map.of(), tracing);
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

  private static DevServer start(Map<String, String> settings, Tracing tracing) {
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          arguments.add("--dynamic-config-value");
          arguments.add(key + "=" + value);
        });
    TemporalDevServer server =
        started(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(TemporalBinary.find().toString())
                .setUiEnabled(false)
                .setLogLevel("error")
                .setLogFile(Path.of("target", "temporal-" + System.nanoTime() + ".log").toString())
                .setExtraArgs(arguments)
                .build());
    try {
      DevServer started = new DevServer(server, tracing);
      started.registerSearchAttributes();
      started.workers.start();
      return started;
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  public WorkflowClient client() {
    return client;
  }

  /** The activities of both modes. */
  public Fakes fakes() {
    return fakes;
  }

  public FakeRegistries registries() {
    return fakes.registries();
  }

  public WatcherStarter watcher() {
    return new WatcherStarter(client, MirrorMode.REAL);
  }

  /** Starts or triggers a task. */
  public TaskView trigger(Destination destination, MirrorMode mode) {
    new MirrorTaskStarter(client, mode, Clock.systemUTC())
        .startOrTrigger(destination, MirrorOwner.DISTRIBUTOR, MirrorTaskStarter.Urgency.FRESH);
    return new TaskView(client, mode.taskId(destination));
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
    Await.until("search attributes are known", this::searchable);
  }

  private boolean searchable() {
    try {
      client.countWorkflows("Stale=true AND ImageTag='x'");
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(5, TimeUnit.SECONDS);
    stubs.shutdownNow();
    server.close();
  }
}

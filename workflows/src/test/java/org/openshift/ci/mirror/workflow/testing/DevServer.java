package org.openshift.ci.mirror.workflow.testing;

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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.model.MirrorTask;

/** A real Temporal server with real time, and workers of both modes over registries in memory. */
public final class DevServer implements AutoCloseable {

  /** Recorded in histories, so it must not name the machine. */
  private static final String IDENTITY = "test-worker";

  private final TemporalDevServer server;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;
  private final FakeRegistries registries = new FakeRegistries();

  private DevServer(TemporalDevServer server, Object... watchActivities) {
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
                .build());
    workers = WorkerFactory.newInstance(client);
    for (MirrorMode mode : MirrorMode.values()) {
      addWorkers(mode, watchActivities);
    }
  }

  private void addWorkers(MirrorMode mode, Object... watchActivities) {
    MirrorWorkers.add(workers::newWorker, mode, registries);
    if (watchActivities.length > 0) {
      workers.newWorker(mode.watchQueue()).registerActivitiesImplementations(watchActivities);
    }
  }

  /**
   * Starts one.
   *
   * @param settings the server's dynamic configuration, as its documentation names the keys
   * @param watchActivities what serves the queue of the watcher
   */
  public static DevServer start(Map<String, String> settings, Object... watchActivities) {
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          arguments.add("--dynamic-config-value");
          arguments.add(key + "=" + value);
        });
    TemporalDevServer server =
        TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(TemporalBinary.find().toString())
                .setUiEnabled(false)
                .setLogLevel("error")
                .setLogFile(Path.of("target", "temporal-" + System.nanoTime() + ".log").toString())
                .setExtraArgs(arguments)
                .build());
    try {
      DevServer started = new DevServer(server, watchActivities);
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

  public FakeRegistries registries() {
    return registries;
  }

  public MirrorTaskStarter starter(MirrorMode mode) {
    return new MirrorTaskStarter(client, mode, Clock.systemUTC());
  }

  /** The mirror task for that destination. */
  public TaskView task(MirrorTask task, MirrorMode mode) {
    return new TaskView(client, mode.taskId(task));
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
    Eventually.until("search attributes are known", this::searchable);
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

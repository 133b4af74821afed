package org.openshift.ci.mirror.workflow.testing;

import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.trace.Tracing;

/**
 * Temporal's in-memory server, which skips time in which nothing happens, and workers of both
 * modes, each mode with its own fake activities.
 */
public final class MirrorEnvironment implements AutoCloseable {

  /** The server's time at the start. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final TestWorkflowEnvironment temporal;
  private final Fakes real = Fakes.of(clock());
  private final Fakes dryRun = Fakes.of(clock());

  private MirrorEnvironment(Instant start, Tracing tracing) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setInitialTime(start)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setInterceptors(tracing.aroundCalls()).build())
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(tracing.aroundWork().toArray(WorkerInterceptor[]::new))
                    .build());
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    real.addWorkers(this::newWorker, MirrorMode.REAL);
    dryRun.addWorkers(this::newWorker, MirrorMode.DRY_RUN);
  }

  /**
   * With few pollers: each is a thread, and most tests use one or two of the fourteen task queues.
   */
  private Worker newWorker(String queue) {
    return temporal.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setMaxConcurrentWorkflowTaskPollers(2)
            .setMaxConcurrentActivityTaskPollers(1)
            .build());
  }

  /** A running environment whose clock begins at {@link #START}. */
  public static MirrorEnvironment start() {
    return startAt(START);
  }

  /** A running environment whose clock begins at that moment. */
  public static MirrorEnvironment startAt(Instant start) {
    return start(start, Tracing.of(Map.of(), "test"));
  }

  /** A running environment whose tasks leave traces. */
  public static MirrorEnvironment startTraced(Tracing tracing) {
    return start(START, tracing);
  }

  private static MirrorEnvironment start(Instant start, Tracing tracing) {
    MirrorEnvironment environment = new MirrorEnvironment(start, tracing);
    environment.temporal.start();
    return environment;
  }

  /** The activities of a mode. */
  public Fakes fakes(MirrorMode mode) {
    return switch (mode) {
      case REAL -> real;
      case DRY_RUN -> dryRun;
    };
  }

  /** The registries of the real mode. */
  public FakeRegistries registries() {
    return real.registries();
  }

  /** The recipient of the real mode's notifications. */
  public FakeNotifications notifications() {
    return real.notifications();
  }

  /** The registries of the dry run. */
  public FakeRegistries dryRunRegistries() {
    return dryRun.registries();
  }

  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  /** Starts tasks of the real mode. */
  public MirrorTaskStarter starter() {
    return starter(MirrorMode.REAL);
  }

  public MirrorTaskStarter starter(MirrorMode mode) {
    return new MirrorTaskStarter(client(), mode, clock());
  }

  /** Gives the tag this image, and starts or triggers its task. */
  public TaskView mirror(TagReference tag, String digest) {
    registries().want(Samples.claim(tag, digest));
    return trigger(Destination.mirror(tag));
  }

  /**
   * Starts or triggers a task. Repeats the call, because signal-with-start is not atomic in the
   * in-memory server, which fails when the execution completes in between.
   */
  public TaskView trigger(Destination destination) {
    Await.until(destination + " is triggered", () -> tryToTrigger(destination));
    return task(destination);
  }

  private boolean tryToTrigger(Destination destination) {
    try {
      starter()
          .startOrTrigger(destination, MirrorOwner.DISTRIBUTOR, MirrorTaskStarter.Urgency.FRESH);
      return true;
    } catch (WorkflowServiceException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Starts and signals the watcher. */
  public WatcherStarter watcher() {
    return new WatcherStarter(client(), MirrorMode.REAL);
  }

  /** How many tags are pending in the watcher. */
  public int pendingTags() {
    return client().newWorkflowStub(WatcherWorkflow.class, MirrorMode.REAL.watcherId()).pending();
  }

  /** Waits until no tag is pending, without skipping time. */
  public void awaitIdleWatcher() {
    Await.until("nothing is pending", () -> pendingTags() == 0);
  }

  /** Starts the standing workflows. */
  public StandingWorkflows standing() {
    return new StandingWorkflows(client(), MirrorMode.REAL);
  }

  /** The server's clock. */
  public Clock clock() {
    InstantSource source = () -> Instant.ofEpochMilli(temporal.currentTimeMillis());
    return source.withZone(ZoneOffset.UTC);
  }

  /** Skips this much of the server's time; timers that are due fire. */
  public void pass(Duration time) {
    temporal.sleep(time);
  }

  /** The workflow with this id. */
  public TaskView task(String workflowId) {
    return new TaskView(client(), workflowId);
  }

  /** The mirror task for that destination. */
  public TaskView task(Destination destination) {
    return task(MirrorMode.REAL.taskId(destination));
  }

  /** Returns at once: the workers' pollers take about half a second to end. */
  @Override
  public void close() {
    Thread.ofVirtual().start(temporal::close);
  }
}

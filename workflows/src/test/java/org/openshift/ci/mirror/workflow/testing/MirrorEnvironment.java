package org.openshift.ci.mirror.workflow.testing;

import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.model.MirrorTask;

/**
 * Temporal's in-memory server, which skips time that nobody works in, and workers for both modes
 * with registries of their own.
 */
public final class MirrorEnvironment implements AutoCloseable {

  /** What the server's clock says at the start. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final TestWorkflowEnvironment temporal;
  private final FakeRegistries registries = new FakeRegistries();
  private final FakeRegistries dryRunRegistries = new FakeRegistries();
  private final FakeWatcherActivities watcherActivities = new FakeWatcherActivities();
  private final FakeImageStreamWatch imageStreamWatch = new FakeImageStreamWatch();
  private final FakeRunActivities runActivities = new FakeRunActivities();
  private final FakeRunActivities dryRunRunActivities = new FakeRunActivities();

  private MirrorEnvironment(Instant start) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setInitialTime(start);
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    MirrorWorkers.add(temporal::newWorker, MirrorMode.REAL, registries);
    MirrorWorkers.add(temporal::newWorker, MirrorMode.DRY_RUN, dryRunRegistries);
    temporal
        .newWorker(MirrorMode.REAL.watchQueue())
        .registerActivitiesImplementations(watcherActivities, imageStreamWatch, runActivities);
    temporal
        .newWorker(MirrorMode.DRY_RUN.watchQueue())
        .registerActivitiesImplementations(new FakeWatcherActivities(), dryRunRunActivities);
  }

  /** A running environment whose clock begins at {@link #START}. */
  public static MirrorEnvironment start() {
    return startAt(START);
  }

  /** A running environment whose clock begins at that moment. */
  public static MirrorEnvironment startAt(Instant start) {
    MirrorEnvironment environment = new MirrorEnvironment(start);
    environment.temporal.start();
    return environment;
  }

  /** The registries of the real mode. */
  public FakeRegistries registries() {
    return registries;
  }

  /** The registries that dry-run workers see. */
  public FakeRegistries dryRunRegistries() {
    return dryRunRegistries;
  }

  /** What serves the watcher. */
  public FakeWatcherActivities watcherActivities() {
    return watcherActivities;
  }

  /** What serves the watch of image streams. */
  public FakeImageStreamWatch imageStreamWatch() {
    return imageStreamWatch;
  }

  /** What serves runs. */
  public FakeRunActivities runActivities() {
    return runActivities;
  }

  /** What serves runs of dry-run workers. */
  public FakeRunActivities dryRunRunActivities() {
    return dryRunRunActivities;
  }

  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  /** Starts tasks for real. */
  public MirrorTaskStarter starter() {
    return starter(MirrorMode.REAL);
  }

  public MirrorTaskStarter starter(MirrorMode mode) {
    return new MirrorTaskStarter(client(), mode, clock());
  }

  /**
   * Tells a task as the watcher's activity does, which Temporal repeats. Signal-with-start is one
   * step for a real server; the one in memory now and then finds the execution completed in
   * between.
   */
  public void tell(MirrorTask task) {
    Eventually.until(task.tag() + " is told", () -> isTold(task));
  }

  private boolean isTold(MirrorTask task) {
    try {
      starter().startOrTell(task);
      return true;
    } catch (WorkflowServiceException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Signals the watcher, and starts it. */
  public WatcherStarter watcher() {
    return new WatcherStarter(client(), MirrorMode.REAL);
  }

  /** The server's clock. */
  public Clock clock() {
    InstantSource source = () -> Instant.ofEpochMilli(temporal.currentTimeMillis());
    return source.withZone(ZoneOffset.UTC);
  }

  /** Lets so much time pass on the server's clock, and whatever is due in it happen. */
  public void pass(Duration time) {
    temporal.sleep(time);
  }

  /** A mirror task as Temporal sees it. */
  public TaskView task(String workflowId) {
    return new TaskView(client(), workflowId);
  }

  /** The mirror task for that destination. */
  public TaskView task(MirrorTask task) {
    return task(MirrorMode.REAL.taskId(task));
  }

  @Override
  public void close() {
    temporal.close();
  }
}

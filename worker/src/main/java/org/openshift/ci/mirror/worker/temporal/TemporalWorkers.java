package org.openshift.ci.mirror.worker.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorSimpleMaximum;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.contract.NotificationActivities;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.contract.RetentionActivities;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.workflow.DateTagRetentionWorkflowImpl;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.RegistryOutageWorkflowImpl;
import org.openshift.ci.mirror.workflow.RulesInForceWorkflowImpl;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;
import org.openshift.ci.mirror.workflow.TagCheckWorkflowImpl;
import org.openshift.ci.mirror.workflow.UnreadableArguments;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task queues that a worker polls, and how many tasks of each run at once. Mirror tasks may be
 * many thousands, so work that must not wait behind them has queues of its own.
 */
public final class TemporalWorkers {

  private static final Logger log = LoggerFactory.getLogger(TemporalWorkers.class);

  /** Each cached workflow takes some 100 KiB of memory for its history. */
  private static final int CACHED_WORKFLOWS = 300;

  /** A workflow task includes its local activities, which wait for registries. */
  private static final int MIRROR_TASKS_AT_ONCE = 256;

  /**
   * Most of them wait for their source registry, and must not keep pushes from other sources
   * waiting. Each needs little memory, because the engine limits how many blobs are in flight.
   */
  private static final int PUSHES_AT_ONCE = 1_000;

  private static final int OTHERS_AT_ONCE = 16;

  /**
   * Pollers of each task queue. Cached workflows (sticky queue) are served first, and with few
   * pollers they would keep new ones waiting (decision 0010).
   */
  private static final int POLLERS = 10;

  /** Each outage of a registry has one activity, which runs until the registry is back. */
  private static final int STANDING_AT_ONCE = 100;

  /** The first tasks after a start load classes, which can take seconds on a busy machine. */
  private static final Duration DEADLOCK_AFTER = Duration.ofSeconds(10);

  /**
   * At a stop the watch hands over within this time, which is two of its heartbeats. Other work is
   * repeated by another worker, and may be waiting for a query that no worker answers any more: a
   * worker that was the only one waits for itself.
   */
  private static final Duration HANDOVER = Duration.ofSeconds(4);

  /** How long work that was interrupted has to end, before what it uses is closed. */
  private static final Duration INTERRUPTED = Duration.ofSeconds(2);

  private final WorkerDeploymentVersion version;
  private final WorkerFactory pushes;
  private final WorkerFactory others;

  /**
   * The activities that the worker runs, one implementation per task queue and kind.
   *
   * @param notifications null if the worker notifies nobody
   */
  public record Activities(
      CheckActivities check,
      PushActivities push,
      WatcherActivities watcher,
      ImageStreamWatchActivities imageStreamWatch,
      SweepActivities sweeps,
      RetentionActivities retention,
      RegistryOutageActivities outages,
      NotificationActivities notifications) {

    /** The activities of a worker that notifies nobody. */
    public Activities(
        CheckActivities check,
        PushActivities push,
        WatcherActivities watcher,
        ImageStreamWatchActivities imageStreamWatch,
        SweepActivities sweeps,
        RetentionActivities retention,
        RegistryOutageActivities outages) {
      this(check, push, watcher, imageStreamWatch, sweeps, retention, outages, null);
    }
  }

  /**
   * Creates the workers of all task queues; they do not poll before {@link #start}.
   *
   * @param interceptors are around every workflow and activity
   * @param version the build that they are of; null without a worker deployment
   */
  public TemporalWorkers(
      WorkflowClient client,
      MirrorMode mode,
      Activities activities,
      List<WorkerInterceptor> interceptors,
      WorkerDeploymentVersion version) {
    this(client, mode, activities, interceptors, version, MirrorTaskWorkflowImpl.class);
  }

  /** The same with another implementation of mirror tasks, as another build may have it. */
  public TemporalWorkers(
      WorkflowClient client,
      MirrorMode mode,
      Activities activities,
      List<WorkerInterceptor> interceptors,
      WorkerDeploymentVersion version,
      Class<? extends MirrorTaskWorkflow> mirrorTask) {
    this.version = version;
    WorkerInterceptor[] around = interceptors.toArray(WorkerInterceptor[]::new);
    pushes =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setWorkerInterceptors(around).build());
    others =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(around)
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .build());
    Worker tasks =
        others.newWorker(
            mode.taskQueue(),
            options(VersioningBehavior.PINNED)
                .setMaxConcurrentWorkflowTaskExecutionSize(MIRROR_TASKS_AT_ONCE)
                .setLocalActivityWorkerOnly(true)
                .setUsingVirtualThreadsOnLocalActivityWorker(true)
                .setMaxConcurrentLocalActivityExecutionSize(MIRROR_TASKS_AT_ONCE)
                .build());
    tasks.registerWorkflowImplementationTypes(
        UnreadableArguments.failTheWorkflow(), mirrorTask, TagCheckWorkflowImpl.class);
    tasks.registerActivitiesImplementations(activities.check());
    // Pushes go on during the grace period of a shutdown, so they must be able to heartbeat.
    activityWorker(pushes, mode.pushQueue(), PUSHES_AT_ONCE, true)
        .registerActivitiesImplementations(activities.push());
    if (activities.notifications() != null) {
      // A message that is interrupted may have been received, and would be sent twice.
      activityWorker(pushes, mode.notificationQueue(), OTHERS_AT_ONCE, true)
          .registerActivitiesImplementations(activities.notifications());
    }
    Worker watcher = activityWorker(others, mode.watcherQueue(), OTHERS_AT_ONCE, false);
    watcher.registerWorkflowImplementationTypes(WatcherWorkflowImpl.class);
    watcher.registerActivitiesImplementations(activities.watcher());
    Worker watch = activityWorker(others, mode.watchQueue(), OTHERS_AT_ONCE, false);
    watch.registerWorkflowImplementationTypes(ImageStreamWatchWorkflowImpl.class);
    watch.registerActivitiesImplementations(activities.imageStreamWatch());
    Worker sweeps = activityWorker(others, mode.sweepQueue(), OTHERS_AT_ONCE, false);
    sweeps.registerWorkflowImplementationTypes(
        UnreadableArguments.failTheWorkflow(),
        SweepWorkflowImpl.class,
        DateTagRetentionWorkflowImpl.class);
    sweeps.registerActivitiesImplementations(activities.sweeps(), activities.retention());
    Worker standing = activityWorker(others, mode.standingQueue(), STANDING_AT_ONCE, false);
    standing.registerWorkflowImplementationTypes(
        RegistryOutageWorkflowImpl.class, RulesInForceWorkflowImpl.class);
    standing.registerActivitiesImplementations(activities.outages());
  }

  private Worker activityWorker(
      WorkerFactory factory, String queue, int atOnce, boolean heartbeatDuringShutdown) {
    return factory.newWorker(
        queue,
        options(VersioningBehavior.AUTO_UPGRADE)
            .setUsingVirtualThreads(true)
            .setMaxConcurrentActivityExecutionSize(atOnce)
            .setAllowActivityHeartbeatDuringShutdown(heartbeatDuringShutdown)
            .build());
  }

  /**
   * A fixed number of pollers, because some tasks get lost with {@code PollerBehaviorAutoscaling}
   * of the SDK 1.38: Temporal handed them out, and no activity began.
   *
   * @param behavior whether workflows stay with their build. Not an annotation of the workflow:
   *     with one, the SDK 1.38 sends it without a deployment too, and Temporal refuses that
   */
  private WorkerOptions.Builder options(VersioningBehavior behavior) {
    WorkerOptions.Builder options = WorkerOptions.newBuilder();
    if (version != null) {
      options.setDeploymentOptions(
          WorkerDeploymentOptions.newBuilder()
              .setVersion(version)
              .setUseVersioning(true)
              .setDefaultVersioningBehavior(behavior)
              .build());
    }
    return options
        .setWorkflowTaskPollersBehavior(new PollerBehaviorSimpleMaximum(POLLERS))
        .setActivityTaskPollersBehavior(new PollerBehaviorSimpleMaximum(POLLERS))
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_AFTER.toMillis());
  }

  /** Begins to poll all task queues. */
  public void start() {
    others.start();
    pushes.start();
  }

  /**
   * Takes no more tasks, and waits for running ones to end.
   *
   * @param gracePeriod how long to wait for pushes; other work has {@link #HANDOVER} of it at most
   */
  public void drain(Duration gracePeriod) {
    long began = System.nanoTime();
    pushes.shutdown();
    others.shutdown();
    others.awaitTermination(
        Math.min(gracePeriod.toMillis(), HANDOVER.toMillis()), TimeUnit.MILLISECONDS);
    if (!others.isTerminated()) {
      others.shutdownNow();
      others.awaitTermination(INTERRUPTED.toSeconds(), TimeUnit.SECONDS);
    }
    long left = gracePeriod.toNanos() - (System.nanoTime() - began);
    pushes.awaitTermination(Math.max(0, left), TimeUnit.NANOSECONDS);
    if (!pushes.isTerminated()) {
      log.info(
          "pushes still running after the grace period of {} are left to another worker",
          gracePeriod);
      pushes.shutdownNow();
    }
  }
}

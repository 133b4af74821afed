package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.activity.check.CheckActivitiesImpl;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.RegistryOutageWorkflowImpl;
import org.openshift.ci.mirror.workflow.RulesInForceWorkflowImpl;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task queues that a worker polls, and how many tasks of each run at once. Mirror tasks, which
 * may be many thousands, have their own; so has each of what must not wait behind them.
 */
final class TemporalWorkers {

  private static final Logger log = LoggerFactory.getLogger(TemporalWorkers.class);

  /** Each holds a history in memory, some 100 KiB. */
  private static final int CACHED_WORKFLOWS = 300;

  /** A workflow task lasts as long as the digests that are read in it. */
  private static final int MIRROR_TASKS_AT_ONCE = 256;

  /**
   * Most of them stand in the line of their source registry, which must not keep other sources'
   * from being taken. Each needs little memory: the engine bounds how many blobs are in flight.
   */
  private static final int PUSHES_AT_ONCE = 1_000;

  private static final int OTHERS_AT_ONCE = 16;

  /** Outages of registries last, and each has its activity. */
  private static final int STANDING_AT_ONCE = 100;

  /** The first tasks after a start load classes, which takes seconds on a busy machine. */
  private static final Duration DEADLOCK_AFTER = Duration.ofSeconds(10);

  /** How long a worker that stops waits for reads, of which some may be at silent registries. */
  private static final Duration READS_END_WITHIN = Duration.ofSeconds(5);

  private final WorkerFactory factory;
  private final CheckActivitiesImpl checks;

  /** The activities of a worker. */
  record Activities(
      CheckActivitiesImpl check,
      PushActivities push,
      WatcherActivities watcher,
      ImageStreamWatchActivities imageStreamWatch,
      SweepActivities runs,
      RegistryOutageActivities outages) {}

  TemporalWorkers(WorkflowClient client, MirrorMode mode, Activities activities) {
    checks = activities.check();
    factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .build());
    Worker tasks =
        factory.newWorker(
            mode.taskQueue(),
            options()
                .setMaxConcurrentWorkflowTaskExecutionSize(MIRROR_TASKS_AT_ONCE)
                .setLocalActivityWorkerOnly(true)
                .setUsingVirtualThreadsOnLocalActivityWorker(true)
                .setMaxConcurrentLocalActivityExecutionSize(MIRROR_TASKS_AT_ONCE)
                .build());
    tasks.registerWorkflowImplementationTypes(MirrorTaskWorkflowImpl.class);
    tasks.registerActivitiesImplementations(activities.check());
    // A push goes on through a shutdown while the grace period lasts, so it must heartbeat.
    activityWorker(mode.pushQueue(), PUSHES_AT_ONCE, true)
        .registerActivitiesImplementations(activities.push());
    Worker watcher = activityWorker(mode.watcherQueue(), OTHERS_AT_ONCE, false);
    watcher.registerWorkflowImplementationTypes(WatcherWorkflowImpl.class);
    watcher.registerActivitiesImplementations(activities.watcher());
    Worker watch = activityWorker(mode.watchQueue(), OTHERS_AT_ONCE, false);
    watch.registerWorkflowImplementationTypes(ImageStreamWatchWorkflowImpl.class);
    watch.registerActivitiesImplementations(activities.imageStreamWatch());
    Worker runs = activityWorker(mode.sweepQueue(), OTHERS_AT_ONCE, false);
    runs.registerWorkflowImplementationTypes(SweepWorkflowImpl.class);
    runs.registerActivitiesImplementations(activities.runs());
    Worker standing = activityWorker(mode.standingQueue(), STANDING_AT_ONCE, false);
    standing.registerWorkflowImplementationTypes(
        RegistryOutageWorkflowImpl.class, RulesInForceWorkflowImpl.class);
    standing.registerActivitiesImplementations(activities.outages());
  }

  private Worker activityWorker(String queue, int atOnce, boolean heartbeatDuringShutdown) {
    return factory.newWorker(
        queue,
        options()
            .setUsingVirtualThreads(true)
            .setMaxConcurrentActivityExecutionSize(atOnce)
            .setAllowActivityHeartbeatDuringShutdown(heartbeatDuringShutdown)
            .build());
  }

  /**
   * The number of pollers follows the load: a fixed few would all stay with the workflows that the
   * worker has in its cache, and new ones would starve.
   */
  private static WorkerOptions.Builder options() {
    return WorkerOptions.newBuilder()
        .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling())
        .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling())
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_AFTER.toMillis());
  }

  void start() {
    factory.start();
  }

  /** Takes no more tasks, and lets those under way end while the grace period lasts. */
  void drain(Duration gracePeriod) {
    factory.shutdown();
    long graceMillis = gracePeriod.toMillis();
    long readMillis = Math.min(graceMillis, READS_END_WITHIN.toMillis());
    factory.awaitTermination(readMillis, TimeUnit.MILLISECONDS);
    checks.stop();
    factory.awaitTermination(graceMillis - readMillis, TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      log.info("pushes still under way after {} are left to the next worker", gracePeriod);
      factory.shutdownNow();
    }
  }
}

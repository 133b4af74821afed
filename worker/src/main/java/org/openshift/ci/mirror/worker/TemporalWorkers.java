package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorRunWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pollers of the four task queues, and how many tasks of each kind run at once. */
final class TemporalWorkers {

  private static final Logger log = LoggerFactory.getLogger(TemporalWorkers.class);

  /** Each holds a history in memory, some 100 KiB. */
  private static final int CACHED_WORKFLOWS = 200;

  private static final int CHECKS_AT_ONCE = 64;

  /** Each needs little memory: the engine bounds how many blobs are in flight. */
  private static final int PUSHES_AT_ONCE = 48;

  private static final int WATCHER_TASKS_AT_ONCE = 16;
  private static final int POLLERS = 4;

  /** The first tasks after a start load classes, which takes seconds on a busy machine. */
  private static final Duration DEADLOCK_AFTER = Duration.ofSeconds(10);

  private final WorkerFactory factory;

  TemporalWorkers(
      WorkflowClient client,
      MirrorMode mode,
      CheckActivities check,
      PushActivities push,
      WatcherActivities watcher,
      ImageStreamWatchActivities imageStreamWatch,
      RunActivities runs) {
    factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .build());
    Worker workflows =
        factory.newWorker(
            mode.workflowQueue(),
            WorkerOptions.newBuilder()
                .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                // Tasks read digests at once before they turn to the queue of checks.
                .setLocalActivityWorkerOnly(true)
                .setUsingVirtualThreadsOnLocalActivityWorker(true)
                .setMaxConcurrentLocalActivityExecutionSize(CHECKS_AT_ONCE)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_AFTER.toMillis())
                .build());
    workflows.registerWorkflowImplementationTypes(
        MirrorTaskWorkflowImpl.class,
        WatcherWorkflowImpl.class,
        ImageStreamWatchWorkflowImpl.class,
        MirrorRunWorkflowImpl.class);
    workflows.registerActivitiesImplementations(check);
    activityWorker(mode.checkQueue(), CHECKS_AT_ONCE, false)
        .registerActivitiesImplementations(check);
    // A push goes on through a shutdown while the grace period lasts, so it must heartbeat.
    activityWorker(mode.pushQueue(), PUSHES_AT_ONCE, true).registerActivitiesImplementations(push);
    activityWorker(mode.watchQueue(), WATCHER_TASKS_AT_ONCE, false)
        .registerActivitiesImplementations(watcher, imageStreamWatch, runs);
  }

  private Worker activityWorker(String queue, int atOnce, boolean heartbeatDuringShutdown) {
    return factory.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setUsingVirtualThreads(true)
            .setMaxConcurrentActivityExecutionSize(atOnce)
            .setMaxConcurrentActivityTaskPollers(POLLERS)
            .setAllowActivityHeartbeatDuringShutdown(heartbeatDuringShutdown)
            .build());
  }

  void start() {
    factory.start();
  }

  /** Takes no more tasks, and lets those under way end while the grace period lasts. */
  void drain(Duration gracePeriod) {
    factory.shutdown();
    factory.awaitTermination(gracePeriod.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      log.info("pushes still under way after {} are left to the next worker", gracePeriod);
      factory.shutdownNow();
    }
  }
}

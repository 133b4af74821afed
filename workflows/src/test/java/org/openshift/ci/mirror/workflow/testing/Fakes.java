package org.openshift.ci.mirror.workflow.testing;

import io.temporal.worker.Worker;
import java.time.Clock;
import java.util.function.Function;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.workflow.DateTagRetentionWorkflowImpl;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.RegistryOutageWorkflowImpl;
import org.openshift.ci.mirror.workflow.RulesInForceWorkflowImpl;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;
import org.openshift.ci.mirror.workflow.UnreadableArguments;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;

/** The activities of a mode, in memory. */
public record Fakes(
    FakeRegistries registries,
    FakeWatcherActivities watcher,
    FakeImageStreamWatch imageStreamWatch,
    FakeSweepActivities sweeps,
    FakeRetentionActivities retention,
    FakeRegistryOutage registryOutage,
    FakeNotifications notifications) {

  /** Activities that record times of that clock. */
  static Fakes of(Clock clock) {
    return new Fakes(
        new FakeRegistries(clock),
        new FakeWatcherActivities(),
        new FakeImageStreamWatch(),
        new FakeSweepActivities(),
        new FakeRetentionActivities(),
        new FakeRegistryOutage(),
        new FakeNotifications());
  }

  /**
   * Adds the mode's workers, one for each task queue.
   *
   * @param newWorker makes the worker of a task queue
   */
  void addWorkers(Function<String, Worker> newWorker, MirrorMode mode) {
    Worker tasks = newWorker.apply(mode.taskQueue());
    tasks.registerWorkflowImplementationTypes(
        UnreadableArguments.failTheWorkflow(), MirrorTaskWorkflowImpl.class);
    tasks.registerActivitiesImplementations(registries);
    newWorker.apply(mode.pushQueue()).registerActivitiesImplementations(registries);
    newWorker.apply(mode.notificationQueue()).registerActivitiesImplementations(notifications);
    add(newWorker.apply(mode.watcherQueue()), watcher, WatcherWorkflowImpl.class);
    add(newWorker.apply(mode.watchQueue()), imageStreamWatch, ImageStreamWatchWorkflowImpl.class);
    Worker runs = newWorker.apply(mode.sweepQueue());
    add(runs, sweeps, SweepWorkflowImpl.class, DateTagRetentionWorkflowImpl.class);
    runs.registerActivitiesImplementations(retention);
    add(
        newWorker.apply(mode.standingQueue()),
        registryOutage,
        RegistryOutageWorkflowImpl.class,
        RulesInForceWorkflowImpl.class);
  }

  private static void add(Worker worker, Object activities, Class<?>... workflows) {
    worker.registerWorkflowImplementationTypes(workflows);
    worker.registerActivitiesImplementations(activities);
  }
}

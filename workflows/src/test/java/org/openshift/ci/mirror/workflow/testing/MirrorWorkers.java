package org.openshift.ci.mirror.workflow.testing;

import io.temporal.worker.Worker;
import java.util.function.Function;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorRunWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;

/** The workers of a mode, but for its watch queue, over registries in memory. */
final class MirrorWorkers {

  private MirrorWorkers() {}

  /**
   * Adds them.
   *
   * @param newWorker makes the worker of a task queue
   */
  static void add(Function<String, Worker> newWorker, MirrorMode mode, FakeRegistries registries) {
    Worker workflows = newWorker.apply(mode.workflowQueue());
    workflows.registerWorkflowImplementationTypes(
        MirrorTaskWorkflowImpl.class,
        WatcherWorkflowImpl.class,
        ImageStreamWatchWorkflowImpl.class,
        MirrorRunWorkflowImpl.class);
    workflows.registerActivitiesImplementations(registries);
    newWorker.apply(mode.checkQueue()).registerActivitiesImplementations(registries);
    newWorker.apply(mode.pushQueue()).registerActivitiesImplementations(registries);
  }
}

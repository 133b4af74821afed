package org.openshift.ci.mirror.activity;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.activity.check.CheckActivitiesImpl;
import org.openshift.ci.mirror.activity.check.TargetReader;
import org.openshift.ci.mirror.activity.push.PushActivitiesImpl;
import org.openshift.ci.mirror.activity.push.TagPusher;
import org.openshift.ci.mirror.activity.sweep.SweepActivitiesImpl;
import org.openshift.ci.mirror.activity.sweep.SweepRunner;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.activity.task.Backlog;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.activity.watch.TagBatch;
import org.openshift.ci.mirror.activity.watch.WatcherActivitiesImpl;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;

/**
 * Temporal's in-memory server, which skips time while no activity runs, with the workflows and the
 * activities over a {@link World}.
 */
public final class MemoryTemporal implements AutoCloseable {

  private final TestWorkflowEnvironment temporal;

  /** What pushes and sweeps counted. */
  public final CountingMetrics metrics = new CountingMetrics();

  public MemoryTemporal(World world) {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    MirrorMode mode = MirrorMode.REAL;
    Backpressure backpressure = new Backpressure(Backlog.NONE);
    TagPusher pusher = new TagPusher(world.registries, world.claims, world.outages, world.bulkhead);
    add(
        mode.taskQueue(),
        List.of(MirrorTaskWorkflowImpl.class),
        new CheckActivitiesImpl(
            world.claims, new TargetReader(world.registries, world.outages, world.bulkhead)));
    add(mode.pushQueue(), List.of(), new PushActivitiesImpl(pusher, client(), metrics));
    add(
        mode.watcherQueue(),
        List.of(WatcherWorkflowImpl.class),
        new WatcherActivitiesImpl(
            new TagBatch(world.comparer, world.tasks), backpressure, client()));
    add(
        mode.sweepQueue(),
        List.of(SweepWorkflowImpl.class),
        new SweepActivitiesImpl(
            new SweepRunner(world).pages(),
            new TaskReview(world.tasks, world.owners),
            backpressure,
            client(),
            metrics));
    temporal.start();
  }

  private void add(String queue, List<Class<?>> workflows, Object activities) {
    Worker worker = temporal.newWorker(queue);
    worker.registerWorkflowImplementationTypes(workflows.toArray(Class<?>[]::new));
    worker.registerActivitiesImplementations(activities);
  }

  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  /** Lets time pass on the server's clock; everything that becomes due happens. */
  void pass(Duration time) {
    temporal.sleep(time);
  }

  /** Starts a mirror task. */
  WorkflowStub start(Destination destination) {
    String id = MirrorMode.REAL.taskId(destination);
    MirrorTaskWorkflow workflow =
        client()
            .newWorkflowStub(
                MirrorTaskWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(MirrorMode.REAL.taskQueue())
                    .build());
    WorkflowClient.start(workflow::mirror, MirrorTaskInput.first(destination, MirrorMode.REAL));
    return WorkflowStub.fromTyped(workflow);
  }

  /** A search attribute of a task; null when it has none. */
  static <T> T shown(WorkflowStub task, SearchAttributeKey<T> key) {
    return task.describe().getTypedSearchAttributes().get(key);
  }

  /** A value of a task's memo; null when it has none. */
  static String memo(WorkflowStub task, String key) {
    return task.describe().getMemo(key, String.class, String.class);
  }

  @Override
  public void close() {
    temporal.close();
  }
}

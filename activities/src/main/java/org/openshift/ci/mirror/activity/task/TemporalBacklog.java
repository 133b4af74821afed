package org.openshift.ci.mirror.activity.task;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backlogs of the task queues of mirror tasks and of pushes, as Temporal reports them. */
public final class TemporalBacklog implements Backlog {

  private static final Logger log = LoggerFactory.getLogger(TemporalBacklog.class);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final LongSupplier queued;

  /**
   * The backlog.
   *
   * @param queued how many pushes this worker has taken and cannot begin yet
   */
  public TemporalBacklog(WorkflowClient client, MirrorMode mode, LongSupplier queued) {
    this.client = client;
    this.mode = mode;
    this.queued = queued;
  }

  @Override
  public long size() {
    return of(mode.taskQueue(), TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
        + of(mode.pushQueue(), TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
        + queued.getAsLong();
  }

  private long of(String queue, TaskQueueType type) {
    try {
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .describeTaskQueue(
              DescribeTaskQueueRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                  .setTaskQueueType(type)
                  .setReportStats(true)
                  .build())
          .getStats()
          .getApproximateBacklogCount();
    } catch (StatusRuntimeException e) {
      log.debug("cannot read the backlog of task queue {}", queue, e);
      return 0;
    }
  }
}

package org.openshift.ci.mirror.activity;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Temporal for the backlog of the task queue of pushes. */
public final class TemporalPushBacklog implements PushBacklog {

  private static final Logger log = LoggerFactory.getLogger(TemporalPushBacklog.class);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final DescribeTaskQueueRequest request;

  public TemporalPushBacklog(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(mode.pushQueue()))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .setReportStats(true)
            .build();
  }

  @Override
  public long size() {
    try {
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .describeTaskQueue(request)
          .getStats()
          .getApproximateBacklogCount();
    } catch (StatusRuntimeException e) {
      log.debug("Temporal does not say how many pushes wait", e);
      return 0;
    }
  }
}

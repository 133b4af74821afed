package org.openshift.ci.mirror.contract;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Clock;
import java.time.Instant;
import org.openshift.ci.mirror.model.MirrorTask;

/**
 * The one way a mirror task begins: signal-with-start, so that a task that runs already is told,
 * and one that just ended is followed by another, with no gap in between.
 */
public final class MirrorTaskStarter {

  /** Temporal servers refuse a start whose summary has more than 400 bytes with its encoding. */
  private static final int MAX_SUMMARY_LENGTH = 200;

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final Clock clock;

  public MirrorTaskStarter(WorkflowClient client, MirrorMode mode, Clock clock) {
    this.client = client;
    this.mode = mode;
    this.clock = clock;
  }

  /** Starts the task, or gives the open one for its destination the newer source. */
  public WorkflowExecution startOrTell(MirrorTask task) {
    MirrorTaskWorkflow workflow = stub(task);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::mirror, MirrorTaskInput.first(task, mode));
    request.add(workflow::newerSource, task);
    return client.signalWithStart(request);
  }

  /** Starts the task, or has the open one look again now. */
  public WorkflowExecution startOrTrigger(MirrorTask task) {
    MirrorTaskWorkflow workflow = stub(task);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::mirror, MirrorTaskInput.first(task, mode));
    request.add(workflow::trigger);
    return client.signalWithStart(request);
  }

  /** What the Web UI shows beside the id. */
  static String summary(MirrorTask task) {
    String summary = task.tag() + " (" + task.owner().wireName() + ")";
    return summary.length() <= MAX_SUMMARY_LENGTH
        ? summary
        : summary.substring(0, MAX_SUMMARY_LENGTH - 1) + "…";
  }

  private MirrorTaskWorkflow stub(MirrorTask task) {
    Instant now = clock.instant();
    return client.newWorkflowStub(
        MirrorTaskWorkflow.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(mode.taskId(task))
            .setTaskQueue(mode.workflowQueue())
            .setTypedSearchAttributes(MirrorSearchAttributes.initial(task))
            .setMemo(MirrorMemo.initial(task, now))
            .setStaticSummary(summary(task))
            .build());
  }
}

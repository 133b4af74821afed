package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.OperatorRequest;

/**
 * A mirror task: makes the digest at one destination equal to the source's. It ends when the
 * digests are equal, when the destination has no owner, or when the image is skipped. Its workflow
 * id comes from {@link MirrorMode#taskId}.
 */
@WorkflowInterface
public interface MirrorTaskWorkflow {

  /** The workflow type, as visibility queries name it. */
  String TYPE = "MirrorTask";

  /** Visibility query (Temporal's list filter) for all open mirror tasks, of either mode. */
  String OPEN_TASKS = "WorkflowType='" + TYPE + "' AND ExecutionStatus='Running'";

  /** Visibility query for dry runs' tasks and those of backfills, open or ended. */
  String UNUSUAL_TASKS =
      "WorkflowType='"
          + TYPE
          + "' AND (WorkflowId STARTS_WITH 'dry-run/' OR WorkflowId STARTS_WITH 'backfill/')";

  /** Name of the signal to check again. */
  String TRIGGER = "trigger";

  /** Name of the signal for what persons ask. */
  String OPERATOR_REQUEST = "operatorRequest";

  /** Runs until the task can end, however long that takes. */
  @WorkflowMethod(name = TYPE)
  MirrorResult mirror(MirrorTaskInput input);

  /**
   * Makes the task check again: now when it waits, else before it ends. The watcher and sweeps send
   * this signal, and so may a person. It needs no argument, and may be repeated.
   */
  @SignalMethod(name = TRIGGER)
  void trigger();

  /** What a person asks, with name and reason. The latest request counts. */
  @SignalMethod(name = OPERATOR_REQUEST)
  void operatorRequest(OperatorRequest request);

  /** What the task is doing, and its last failure. */
  @QueryMethod(name = "status")
  MirrorStatus status();
}

package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorStatus;

/**
 * One mirror task: makes the digest at one destination equal to the source's, and does not end
 * before it is, or before nobody asks for an image there. Its workflow id comes from {@link
 * MirrorMode}.
 */
@WorkflowInterface
public interface MirrorTaskWorkflow {

  /** The workflow type, as visibility queries name it. */
  String TYPE = "MirrorTask";

  /** Visibility query (Temporal's list filter) for all open mirror tasks, of either mode. */
  String OPEN_TASKS = "WorkflowType='" + TYPE + "' AND ExecutionStatus='Running'";

  /** Works until the digests are equal, or nobody asks for the image. */
  @WorkflowMethod(name = TYPE)
  MirrorResult mirror(MirrorTaskInput input);

  /**
   * Look again now, whatever it is waiting for: the one thing that anybody tells a task, be it a
   * person, the watcher or a run. Needs no argument; safe to repeat.
   */
  @SignalMethod(name = "trigger")
  void trigger();

  /** What it is doing, and what went wrong last. */
  @QueryMethod(name = "status")
  MirrorStatus status();
}

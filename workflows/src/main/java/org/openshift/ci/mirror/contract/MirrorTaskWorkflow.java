package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;

/**
 * One mirror task: makes the digest at one destination equal to the source's, and does not end
 * before it is, or before the tag is withdrawn. Its workflow id comes from {@link MirrorMode}.
 */
@WorkflowInterface
public interface MirrorTaskWorkflow {

  /** The workflow type, as visibility queries name it. */
  String TYPE = "MirrorTask";

  /** Visibility query (Temporal's list filter) for all open mirror tasks, of either mode. */
  String OPEN_TASKS = "WorkflowType='" + TYPE + "' AND ExecutionStatus='Running'";

  /** Works until the digests are equal, or the tag is withdrawn. */
  @WorkflowMethod(name = TYPE)
  MirrorResult mirror(MirrorTaskInput input);

  /** A source for the same destination; the newest observed wins. Safe to repeat. */
  @SignalMethod(name = "newerSource")
  void newerSource(MirrorTask task);

  /** Look again now, whatever it is waiting for. Needs no argument; safe to repeat. */
  @SignalMethod(name = "trigger")
  void trigger();

  /** The tag is gone or no longer watched: end, unless a newer source was observed. */
  @SignalMethod(name = "withdraw")
  void withdraw(TagChange removed);

  /**
   * The entry of this owner's list that asked for it is gone: end, unless another rule asks for it
   * by now, or a newer source was observed.
   */
  @SignalMethod(name = "unlisted")
  void unlisted(MirrorOwner owner, Instant observedAt);

  /** What it is doing, and what went wrong last. */
  @QueryMethod(name = "status")
  MirrorStatus status();
}

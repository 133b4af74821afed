package org.openshift.ci.mirror.api.temporal;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The latest run of a workflow id that a tag's mirror task has.
 *
 * @param mode whether the id is a real task's or a dry run's
 * @param destination the destination it works for
 * @param info the run
 */
public record TagExecution(MirrorMode mode, Destination destination, WorkflowExecutionInfo info) {

  /** Whether it has not ended. */
  public boolean open() {
    return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /**
   * Whether it works on this tag: two tags with one destination share an id, as {@code a/b_c:d} and
   * {@code a/b:c_d} do.
   */
  public boolean isAbout(TagReference tag) {
    return tagName().isEmpty() || tagName().equals(tag.toString());
  }

  /** The tag it works on, {@code namespace/name:tag}; empty when it does not say. */
  public String tagName() {
    return new ExecutionFields(info).memo(MirrorMemo.TAG).orElse("");
  }

  /** Whether it is the task that a real worker has for pushing this tag to the mirror. */
  public boolean isRealMirrorTask() {
    return mode == MirrorMode.REAL && !destination.backfill();
  }

  public String workflowId() {
    return info.getExecution().getWorkflowId();
  }

  public String runId() {
    return info.getExecution().getRunId();
  }
}

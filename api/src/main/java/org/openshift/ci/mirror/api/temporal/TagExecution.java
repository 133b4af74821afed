package org.openshift.ci.mirror.api.temporal;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.contract.ExecutionFields;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The latest run of one of a tag's mirror tasks.
 *
 * @param mode whether the task is a real worker's or a dry run's
 * @param destination the task's destination
 * @param info the run as Temporal describes it
 * @param pending the activities that it waits for; empty when only the run was read
 */
public record TagExecution(
    MirrorMode mode,
    Destination destination,
    WorkflowExecutionInfo info,
    List<PendingActivityInfo> pending) {

  public TagExecution {
    pending = List.copyOf(pending);
  }

  /** A run of which only its entry in a list is known. */
  public TagExecution(MirrorMode mode, Destination destination, WorkflowExecutionInfo info) {
    this(mode, destination, info, List.of());
  }

  public boolean open() {
    return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /**
   * Whether the task works on this tag: tags with one destination, like {@code a/b_c:d} and {@code
   * a/b:c_d}, share a workflow id.
   */
  public boolean isAbout(TagReference tag) {
    return tagName().isEmpty() || tagName().equals(tag.toString());
  }

  /** The tag that the task works on, {@code namespace/name:tag}; empty when unknown. */
  public String tagName() {
    return new ExecutionFields(info).memo(MirrorMemo.TAG).orElse("");
  }

  /** Type and message of the failure that the task shows; absent when it shows none. */
  public Optional<String> problem() {
    ExecutionFields fields = new ExecutionFields(info);
    return fields
        .keyword(MirrorSearchAttributes.MIRROR_ERROR_TYPE)
        .map(type -> type + ": " + fields.memo(MirrorMemo.LAST_ERROR).orElse("no message"));
  }

  /** Whether the task is a real worker's and pushes to the mirror. */
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

package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.RetentionSummary;

/** A retention sweep: removes date tags at the target that are older than some days. */
@WorkflowInterface
public interface DateTagRetentionWorkflow {

  /** The workflow type. */
  String TYPE = "DateTagRetention";

  /** Goes over the date tags once. */
  @WorkflowMethod(name = TYPE)
  RetentionSummary removeOldDateTags(RetentionInput input);
}

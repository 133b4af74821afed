package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * A sweep of {@link org.openshift.ci.mirror.model.SweepKind#RESYNC}: compares every watched tag,
 * whether or not there was an event for it.
 */
@WorkflowInterface
public interface ResyncWorkflow {

  /** The workflow type. */
  String TYPE = "Resync";

  /** Goes over the list once. */
  @WorkflowMethod(name = TYPE)
  SweepSummary resync(SweepInput input);
}

package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * A run over {@link org.openshift.ci.mirror.model.SweepKind#RESYNC}: every watched tag is compared,
 * whether or not an event told of it.
 */
@WorkflowInterface
public interface ResyncWorkflow {

  /** The workflow type. */
  String TYPE = "Resync";

  /** Works through the list once. */
  @WorkflowMethod(name = TYPE)
  SweepSummary resync(SweepInput input);
}

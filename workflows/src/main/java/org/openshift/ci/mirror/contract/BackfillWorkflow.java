package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * A run over {@link org.openshift.ci.mirror.model.SweepKind#BACKFILL}: from the mirror back to the
 * registry of the image streams, one tag each.
 */
@WorkflowInterface
public interface BackfillWorkflow {

  /** The workflow type. */
  String TYPE = "Backfill";

  /** Works through the list once. */
  @WorkflowMethod(name = TYPE)
  SweepSummary backfill(SweepInput input);
}

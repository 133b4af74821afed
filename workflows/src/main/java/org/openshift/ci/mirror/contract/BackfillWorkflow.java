package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * A sweep of {@link org.openshift.ci.mirror.model.SweepKind#BACKFILL}: each image is copied from
 * the mirror back to the registry of the image streams, under one tag.
 */
@WorkflowInterface
public interface BackfillWorkflow {

  /** The workflow type. */
  String TYPE = "Backfill";

  /** Goes over the list once. */
  @WorkflowMethod(name = TYPE)
  SweepSummary backfill(SweepInput input);
}

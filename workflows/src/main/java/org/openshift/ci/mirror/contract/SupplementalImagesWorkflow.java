package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * A sweep of {@link org.openshift.ci.mirror.model.SweepKind#SUPPLEMENTAL}: each image, from any
 * registry, gets its two tags at the target.
 */
@WorkflowInterface
public interface SupplementalImagesWorkflow {

  /** The workflow type. */
  String TYPE = "SupplementalImages";

  /** Goes over the list once. */
  @WorkflowMethod(name = TYPE)
  SweepSummary mirrorSupplementalImages(SweepInput input);
}

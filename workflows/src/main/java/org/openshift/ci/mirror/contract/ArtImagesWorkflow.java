package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * A sweep of {@link org.openshift.ci.mirror.model.SweepKind#ART}: each tag of the matching streams
 * gets its two tags at the target.
 */
@WorkflowInterface
public interface ArtImagesWorkflow {

  /** The workflow type. */
  String TYPE = "ArtImages";

  /** Goes over the list once. */
  @WorkflowMethod(name = TYPE)
  SweepSummary mirrorArtImages(SweepInput input);
}

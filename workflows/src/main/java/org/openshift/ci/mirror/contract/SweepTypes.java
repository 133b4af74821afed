package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.SweepKind;

/** The workflow types of sweeps. */
public final class SweepTypes {

  private SweepTypes() {}

  /** Workflow type of such sweeps. */
  public static String of(SweepKind kind) {
    return switch (kind) {
      case SUPPLEMENTAL -> SupplementalImagesWorkflow.TYPE;
      case ART -> ArtImagesWorkflow.TYPE;
      case BACKFILL -> BackfillWorkflow.TYPE;
      case RESYNC -> ResyncWorkflow.TYPE;
    };
  }
}

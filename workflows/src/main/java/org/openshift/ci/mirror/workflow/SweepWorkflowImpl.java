package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.openshift.ci.mirror.contract.ArtImagesWorkflow;
import org.openshift.ci.mirror.contract.BackfillWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.ResyncWorkflow;
import org.openshift.ci.mirror.contract.SupplementalImagesWorkflow;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;

/**
 * A sweep over one list of tags, page by page. The list is not in the history: each page begins
 * after the last entry of the page before, so that a sweep survives a dead worker and changes of
 * the list.
 */
public final class SweepWorkflowImpl
    implements SupplementalImagesWorkflow, ArtImagesWorkflow, BackfillWorkflow, ResyncWorkflow {

  @Override
  public SweepSummary mirrorSupplementalImages(SweepInput input) {
    return sweep(SweepKind.SUPPLEMENTAL, input);
  }

  @Override
  public SweepSummary mirrorArtImages(SweepInput input) {
    return sweep(SweepKind.ART, input);
  }

  @Override
  public SweepSummary backfill(SweepInput input) {
    return sweep(SweepKind.BACKFILL, input);
  }

  @Override
  public SweepSummary resync(SweepInput input) {
    return sweep(SweepKind.RESYNC, input);
  }

  private static SweepSummary sweep(SweepKind kind, SweepInput given) {
    MirrorMode ofQueue = MirrorMode.ofQueue(Workflow.getInfo().getTaskQueue());
    SweepInput input = given == null ? SweepInput.all(ofQueue) : given;
    // A sweep started by hand on a dry run's queue must not push.
    boolean dryRun = input.dryRun() || ofQueue == MirrorMode.DRY_RUN;
    SweepActivities activities = MirrorActivityStubs.sweep(MirrorMode.of(dryRun));
    SweepInput.Carried carried = input.carried();
    Instant since =
        carried == null ? Instant.ofEpochMilli(Workflow.currentTimeMillis()) : carried.since();
    TagReference after = carried == null ? null : carried.after();
    SweepSummary soFar = carried == null ? SweepSummary.none() : carried.soFar();
    while (true) {
      SweepPage page =
          activities.comparePage(new SweepPageRequest(kind, since, after, input.only()));
      soFar = soFar.plus(page.found());
      if (page.last() == null) {
        return activities.finishSweep(kind, soFar);
      }
      after = page.last();
      if (History.isLong()) {
        Workflow.continueAsNew(
            new SweepInput(dryRun, input.only(), new SweepInput.Carried(since, after, soFar)));
      }
    }
  }
}

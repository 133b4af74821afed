package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.openshift.ci.mirror.contract.ArtImagesWorkflow;
import org.openshift.ci.mirror.contract.BackfillWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.ResyncWorkflow;
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.contract.RunInput;
import org.openshift.ci.mirror.contract.RunPage;
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.contract.SupplementalImagesWorkflow;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagReference;

/**
 * A run over a list, page by page. The list itself is not in the history: a page begins behind the
 * last entry of the one before, so that a run survives the death of its worker and changes of the
 * list.
 */
public final class MirrorRunWorkflowImpl
    implements SupplementalImagesWorkflow, ArtImagesWorkflow, BackfillWorkflow, ResyncWorkflow {

  @Override
  public RunSummary mirrorSupplementalImages(RunInput input) {
    return run(RunKind.SUPPLEMENTAL, input);
  }

  @Override
  public RunSummary mirrorArtImages(RunInput input) {
    return run(RunKind.ART, input);
  }

  @Override
  public RunSummary backfill(RunInput input) {
    return run(RunKind.BACKFILL, input);
  }

  @Override
  public RunSummary resync(RunInput input) {
    return run(RunKind.RESYNC, input);
  }

  private static RunSummary run(RunKind kind, RunInput given) {
    MirrorMode ofQueue = MirrorMode.ofQueue(Workflow.getInfo().getTaskQueue());
    RunInput input = given == null ? RunInput.all(ofQueue) : given;
    // Whoever starts one by hand on a dry run's queue does not want a push.
    boolean dryRun = input.dryRun() || ofQueue == MirrorMode.DRY_RUN;
    RunActivities activities = MirrorActivityStubs.run(MirrorMode.of(dryRun));
    RunInput.Carried carried = input.carried();
    Instant since =
        carried == null ? Instant.ofEpochMilli(Workflow.currentTimeMillis()) : carried.since();
    TagReference after = carried == null ? null : carried.after();
    RunSummary soFar = carried == null ? RunSummary.none() : carried.soFar();
    while (true) {
      RunPage page = activities.comparePage(new RunPageRequest(kind, since, after, input.only()));
      soFar = soFar.plus(page.found());
      if (page.last() == null) {
        return activities.finishRun(kind, soFar);
      }
      after = page.last();
      if (History.isLong()) {
        Workflow.continueAsNew(
            new RunInput(dryRun, input.only(), new RunInput.Carried(since, after, soFar)));
      }
    }
  }
}

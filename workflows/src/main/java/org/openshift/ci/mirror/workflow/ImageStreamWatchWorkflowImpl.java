package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.ImageStreamWatchWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.WatchPosition;
import org.slf4j.Logger;

/** Runs the watch activity, and a new run after each, so that no history grows. */
public final class ImageStreamWatchWorkflowImpl implements ImageStreamWatchWorkflow {

  private static final Logger log = Workflow.getLogger(ImageStreamWatchWorkflowImpl.class);

  /** Until the watch is begun again that failed in a way that Temporal does not repeat. */
  private static final Duration REFUSED_WAITS = Duration.ofSeconds(30);

  @Override
  public void keepWatching(boolean dryRun, WatchPosition position) {
    WatchPosition next = watch(dryRun, position);
    Workflow.newContinueAsNewStub(ImageStreamWatchWorkflow.class).keepWatching(dryRun, next);
  }

  private static WatchPosition watch(boolean dryRun, WatchPosition position) {
    ImageStreamWatchActivities activities =
        Workflow.newActivityStub(
            ImageStreamWatchActivities.class,
            MirrorActivityStubs.imageStreamWatch(MirrorMode.of(dryRun)));
    try {
      return activities.watchImageStreams(position);
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        throw failure;
      }
      // If this workflow ended, nothing would be watched any more, and nobody would notice.
      log.error(
          "the watch of image streams failed, and begins again in {} s: {}",
          REFUSED_WAITS.toSeconds(),
          AttemptFailure.of(failure).message());
      Workflow.sleep(REFUSED_WAITS);
      return position;
    }
  }
}

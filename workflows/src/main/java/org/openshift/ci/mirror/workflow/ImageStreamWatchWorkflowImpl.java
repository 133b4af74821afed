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

/** Runs the watch activity and then continues as new, so that the history stays short. */
public final class ImageStreamWatchWorkflowImpl implements ImageStreamWatchWorkflow {

  private static final Logger log = Workflow.getLogger(ImageStreamWatchWorkflowImpl.class);

  /** How long the workflow waits after a failure that Temporal does not retry. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

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
      // If this workflow failed, nothing would be watched any more, and nobody would notice.
      log.error(
          "the watch of image streams failed and starts again in {} s: {}",
          RETRY_DELAY.toSeconds(),
          AttemptFailure.of(failure).message());
      Workflow.sleep(RETRY_DELAY);
      return position;
    }
  }
}

package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.ImageStreamWatchWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.WatchPosition;

/** Runs the watch activity, and a new run after each, so that no history grows. */
public final class ImageStreamWatchWorkflowImpl implements ImageStreamWatchWorkflow {

  @Override
  public void keepWatching(boolean dryRun, WatchPosition position) {
    ImageStreamWatchActivities activities =
        Workflow.newActivityStub(
            ImageStreamWatchActivities.class,
            MirrorActivityStubs.imageStreamWatch(MirrorMode.of(dryRun)));
    WatchPosition next = activities.watchImageStreams(position);
    Workflow.newContinueAsNewStub(ImageStreamWatchWorkflow.class).keepWatching(dryRun, next);
  }
}

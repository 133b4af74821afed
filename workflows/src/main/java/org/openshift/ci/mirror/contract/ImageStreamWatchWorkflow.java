package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Keeps one watch of the image streams alive: Temporal gives the activity to another worker when
 * one dies, so that no leader needs to be elected.
 */
@WorkflowInterface
public interface ImageStreamWatchWorkflow {

  /** The workflow type. */
  String TYPE = "ImageStreamWatch";

  /** Runs for ever, continuing as new. */
  @WorkflowMethod(name = TYPE)
  void keepWatching(boolean dryRun, WatchPosition position);
}

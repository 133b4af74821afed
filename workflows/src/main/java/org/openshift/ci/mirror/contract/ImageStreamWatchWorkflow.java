package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Keeps one watch of the image streams alive. When a worker dies, Temporal gives the activity to
 * another worker, so the workers need no leader election.
 */
@WorkflowInterface
public interface ImageStreamWatchWorkflow {

  /** The workflow type. */
  String TYPE = "ImageStreamWatch";

  /** Never ends: continues as new after each watch. */
  @WorkflowMethod(name = TYPE)
  void keepWatching(boolean dryRun, WatchPosition position);
}

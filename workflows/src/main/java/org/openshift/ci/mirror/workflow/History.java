package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/** Says when a workflow should continue as new. */
final class History {

  /** Half of the 4,096 events at which Temporal suggests to continue as new. */
  private static final int MAX_EVENTS = 2_000;

  private History() {}

  /** Whether the history of the current run is long enough for a new run. */
  static boolean isLong() {
    WorkflowInfo info = Workflow.getInfo();
    return info.isContinueAsNewSuggested() || info.getHistoryLength() > MAX_EVENTS;
  }
}

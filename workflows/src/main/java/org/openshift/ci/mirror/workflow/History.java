package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/** Whether the history of the run in hand is long enough for a new one. */
final class History {

  /** Far below the 4,096 events at which Temporal wants a run to end. */
  private static final int MOST_EVENTS = 2_000;

  private History() {}

  static boolean isLong() {
    WorkflowInfo info = Workflow.getInfo();
    return info.isContinueAsNewSuggested() || info.getHistoryLength() > MOST_EVENTS;
  }
}

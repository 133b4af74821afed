package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;

/** The work of a sweep. Every call may be repeated. */
@ActivityInterface
public interface SweepActivities {

  /**
   * Compares a page of the list, and starts a task for each destination that differs and has no
   * open task. An entry that cannot be compared gets a task too, is counted by its reason, and does
   * not hold up the others. Waits while more tasks are ready than the workers can take.
   */
  @ActivityMethod(name = "ComparePage")
  SweepPage comparePage(SweepPageRequest request);

  /**
   * Ends a sweep: triggers the open tasks whose destination should hold another image by now than
   * they show, or none.
   *
   * @param soFar the summary of all pages
   * @return the sweep's result
   */
  @ActivityMethod(name = "FinishRun")
  SweepSummary finishSweep(SweepKind kind, SweepSummary soFar);
}

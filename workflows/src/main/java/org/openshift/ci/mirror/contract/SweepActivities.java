package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;

/** A run's work on its list. Every method may be repeated. */
@ActivityInterface
public interface SweepActivities {

  /**
   * Compares a page of the list with its destinations, and starts a task for each that differs and
   * has none. An entry that cannot be compared is counted by its reason and never keeps others from
   * being compared. Waits while more tasks are ready to push than workers can take.
   */
  @ActivityMethod(name = "ComparePage")
  SweepPage comparePage(SweepPageRequest request);

  /**
   * Ends a run: has the open tasks look again whose destination should hold something else by now
   * than they show, or nothing.
   *
   * @param soFar what the run found
   * @return the whole summary
   */
  @ActivityMethod(name = "FinishRun")
  SweepSummary finishRun(SweepKind kind, SweepSummary soFar);
}

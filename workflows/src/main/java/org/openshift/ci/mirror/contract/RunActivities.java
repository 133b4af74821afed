package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;

/** A run's work on its list. Every method may be repeated. */
@ActivityInterface
public interface RunActivities {

  /**
   * Compares a page of the list with its destinations. An entry that cannot be compared is counted
   * by its reason and never keeps others from being compared. No task is asked for that is open
   * already with the same source.
   */
  @ActivityMethod(name = "ComparePage")
  RunPage comparePage(RunPageRequest request);

  /**
   * After tasks were started for image stream tags: those whose tag points to another image by now.
   * Between the comparison and the start the watcher may have mirrored a newer image, and the
   * started task would put the older one back.
   */
  @ActivityMethod(name = "LookAgain")
  List<MirrorTask> lookAgain(RunKind kind, List<MirrorTask> started);

  /**
   * Ends a run: withdraws open tasks of entries that are not in the list any more.
   *
   * @param soFar what the run found
   * @return the whole summary
   */
  @ActivityMethod(name = "FinishRun")
  RunSummary finishRun(RunKind kind, RunSummary soFar);
}

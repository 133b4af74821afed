package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;

/** The watcher's work on a batch of tags. Every method may be repeated. */
@ActivityInterface
public interface WatcherActivities {

  /**
   * Tells the open mirror task of each tag, if there is one, what its source is now; then compares
   * the tag's digest with the one at its destination. Only in this order is no tag left behind that
   * goes from A to B and back to A: compared first, A may still be at the destination, and the task
   * for B then pushes it and ends before it is told.
   *
   * <p>A tag that cannot be compared now becomes a task like one that differs: the task has the
   * patience that a batch must not have.
   */
  @ActivityMethod(name = "CompareTags")
  CompareResult compareTags(List<TagChange> changes);

  /** Starts a mirror task for each, or tells the open one of its newer source. */
  @ActivityMethod(name = "StartMirrorTasks")
  void startMirrorTasks(List<MirrorTask> tasks);

  /** Tells open mirror tasks that their tag is gone; where none is open, nothing happens. */
  @ActivityMethod(name = "WithdrawMirrorTasks")
  void withdrawMirrorTasks(List<TagChange> removed);
}

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
   * Compares each tag's digest with the one at its destination. A tag that cannot be compared now
   * becomes a task like one that differs: the task has the patience that a batch must not have.
   */
  @ActivityMethod(name = "CompareTags")
  CompareResult compareTags(List<TagChange> changes);

  /** Starts a mirror task for each, or tells the open one of its newer source. */
  @ActivityMethod(name = "StartMirrorTasks")
  void startMirrorTasks(List<MirrorTask> tasks);

  /**
   * Tells open mirror tasks that their source is now this one, whose digest is at the target
   * already; where none is open, nothing happens.
   */
  @ActivityMethod(name = "TellOpenTasks")
  void tellOpenTasks(List<MirrorTask> tasks);

  /** Tells open mirror tasks that their tag is gone; where none is open, nothing happens. */
  @ActivityMethod(name = "WithdrawMirrorTasks")
  void withdrawMirrorTasks(List<TagChange> removed);
}

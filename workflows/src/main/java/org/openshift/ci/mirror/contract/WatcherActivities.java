package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagReference;

/** The watcher's work on a batch of tags. Every method may be repeated. */
@ActivityInterface
public interface WatcherActivities {

  /**
   * Has the open mirror task of each tag, if there is one, look again. Asks no registry, so that no
   * slow one delays the news.
   *
   * @return tags whose task could not be told, to come again
   */
  @ActivityMethod(name = "TellOpenTasks")
  List<TagReference> tellOpenTasks(List<TagReference> tags);

  /**
   * Compares each tag's digest with the one at its destination, within a deadline for all, and
   * starts a mirror task for each that differs or could not be compared in time: the task has the
   * patience that a batch must not have, and shows the reason.
   *
   * @param fresh whether the tags changed just now, and were not merely listed
   */
  @ActivityMethod(name = "CompareTags")
  CompareResult compareTags(List<TagReference> tags, boolean fresh);
}

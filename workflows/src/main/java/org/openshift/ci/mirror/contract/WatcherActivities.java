package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagReference;

/** The watcher's work on a batch of tags. Every call may be repeated. */
@ActivityInterface
public interface WatcherActivities {

  /**
   * Triggers the open mirror task of each tag, if there is one. Asks no registry, so a slow
   * registry does not delay the triggers.
   *
   * @return tags whose task could not be triggered; the watcher tries them again
   */
  @ActivityMethod(name = "TellOpenTasks")
  List<TagReference> tellOpenTasks(List<TagReference> tags);

  /**
   * Compares each tag's digest with the one at its destination, with one deadline for the batch,
   * and starts a mirror task for each tag that differs or could not be compared in time. A task can
   * wait longer than a batch may, and shows the reason.
   *
   * @param fresh true for tags that changed, false for tags of a list
   */
  @ActivityMethod(name = "CompareTags")
  CompareResult compareTags(List<TagReference> tags, boolean fresh);
}

package org.openshift.ci.mirror.activity.sweep;

import java.util.List;
import java.util.Objects;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares open tasks with what their destinations should hold, and triggers those that work on
 * something else: their tags were ignored or removed, or have another owner, and no trigger reached
 * them. The task itself finds out what follows.
 */
public final class TaskReview {

  private static final Logger log = LoggerFactory.getLogger(TaskReview.class);

  private static final int CONCURRENT_REVIEWS = 16;

  private final OpenTaskStore tasks;
  private final DestinationOwners owners;
  private final Fanout reviewing = new Fanout(CONCURRENT_REVIEWS);

  public TaskReview(OpenTaskStore tasks, DestinationOwners owners) {
    this.tasks = tasks;
    this.owners = owners;
  }

  /**
   * Reviews all open tasks.
   *
   * @return how many were triggered
   */
  public int run() {
    List<OpenTask> open = tasks.open();
    List<OpenTask> outdated =
        reviewing
            .map(open, task -> isOutdated(task) && tasks.trigger(task.workflowId()) ? task : null)
            .stream()
            .filter(Objects::nonNull)
            .toList();
    if (!outdated.isEmpty()) {
      log.info(
          "triggered {} of {} open tasks, because what their destinations should hold has changed",
          outdated.size(),
          open.size());
    }
    return outdated.size();
  }

  /** False when the image streams cannot be read: a triggered task could not read them either. */
  private boolean isOutdated(OpenTask task) {
    try {
      return task.hasChecked() && !task.worksOn(owners.claimOf(task.destination()));
    } catch (TagInventoryException e) {
      log.warn("cannot review {}: {}", task.workflowId(), e.getMessage());
      return false;
    }
  }
}

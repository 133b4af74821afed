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
 * Compares what open tasks show with what their destinations should hold, and has those look again
 * that work on something else: tags that were ignored, went, or changed hands while nobody could
 * tell their task. What follows from it, the task finds out itself.
 */
public final class TaskReview {

  private static final Logger log = LoggerFactory.getLogger(TaskReview.class);

  private static final int TOLD_AT_ONCE = 16;

  private final OpenTaskStore tasks;
  private final DestinationOwners owners;
  private final Fanout telling = new Fanout(TOLD_AT_ONCE);

  public TaskReview(OpenTaskStore tasks, DestinationOwners owners) {
    this.tasks = tasks;
    this.owners = owners;
  }

  /**
   * Reviews all open tasks.
   *
   * @return how many were told
   */
  public int run() {
    List<OpenTask> open = tasks.open();
    List<OpenTask> outdated =
        telling
            .map(open, task -> isOutdated(task) && tasks.trigger(task.workflowId()) ? task : null)
            .stream()
            .filter(Objects::nonNull)
            .toList();
    if (!outdated.isEmpty()) {
      log.info(
          "{} of {} open tasks look again, as what their destinations should hold has changed",
          outdated.size(),
          open.size());
    }
    return outdated.size();
  }

  /** What cannot be said now is no reason to wake a task: it would not find out more. */
  private boolean isOutdated(OpenTask task) {
    try {
      return task.hasLooked() && !task.worksOn(owners.claimOf(task.destination()));
    } catch (TagInventoryException e) {
      log.warn("{} is not reviewed: {}", task.workflowId(), e.getMessage());
      return false;
    }
  }
}

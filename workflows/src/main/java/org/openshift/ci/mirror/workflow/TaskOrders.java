package org.openshift.ci.mirror.workflow;

import java.time.Instant;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;

/**
 * What a mirror task was told: its newest source, whether it is withdrawn, and whether there is
 * reason to look again. Signals only note; the task's loop acts on it.
 */
final class TaskOrders {

  private MirrorTask newest;
  private TagChange withdrawn;
  private boolean lookAgain;

  TaskOrders(MirrorTask first) {
    newest = first;
  }

  /** The newest source it was told of. */
  MirrorTask newest() {
    return newest;
  }

  /** The newest source, to be looked at now: what was told up to here counts as heard. */
  MirrorTask take() {
    lookAgain = false;
    return newest;
  }

  boolean withdrawn() {
    return withdrawn != null;
  }

  /** Whether something was told since {@link #take}. */
  boolean pending() {
    return lookAgain || withdrawn();
  }

  void trigger() {
    lookAgain = true;
  }

  void newerSource(MirrorTask task) {
    if (withdrawn != null && task.observedAt().isBefore(withdrawn.observedAt())) {
      return;
    }
    if (task.askedByHand()) {
      // It names no source of its own.
      lookAgain = true;
      return;
    }
    if (task.isOlderThan(newest)) {
      // A task by hand reads its source at every look, and the clock that dated it is another one
      // than that of the observers.
      lookAgain |= newest.askedByHand();
      return;
    }
    lookAgain |= !newest.sameWork(task);
    newest = task;
    withdrawn = null;
  }

  /**
   * The tag is gone, or no longer watched: of no concern to a task that an entry of the mirroring
   * configuration asks for, as that entry is why the tag is no longer watched.
   */
  void withdraw(TagChange removed) {
    if (newest.owner() == MirrorOwner.DISTRIBUTOR
        && removed.tag().equals(newest.tag())
        && !removed.observedAt().isBefore(newest.observedAt())) {
      withdrawn = removed;
    }
  }

  /** The owner's list asks for it no longer. */
  void unlisted(MirrorOwner owner, Instant observedAt) {
    if (newest.owner() == owner && !observedAt.isBefore(newest.observedAt())) {
      withdrawn = TagChange.removed(newest.tag(), observedAt);
    }
  }
}

package org.openshift.ci.mirror.activity.task;

import java.util.List;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;

/** Starts mirror tasks and tells open ones to look again. */
public interface OpenTaskStore {

  /** Has the open task of the destination look again, if there is one; says whether. */
  boolean trigger(Destination destination);

  /** Has the open task of that workflow id look again, if it still is; says whether. */
  boolean trigger(String workflowId);

  /** Starts a task for what changed just now, or has the open one look again. */
  void startOrTrigger(Destination destination, MirrorOwner shownAs);

  /**
   * Starts a task for what a list or a run came across, unless one is open. An open one that waits,
   * and works on the same, is left to wait; any other is told to look again.
   *
   * @param claim what the destination should hold; null where that could not be found out, and a
   *     task that waits is left to
   * @return whether it was started
   */
  boolean startUnlessOpen(Destination destination, Claim claim);

  /** The open tasks as the list of them shows; it lags behind by moments. */
  List<OpenTask> open();

  /** The open tasks that wait for the registry's return, likewise. */
  List<OpenTask> waitingFor(String registry);
}

package org.openshift.ci.mirror.activity.task;

import java.util.List;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.Problem;

/** Starts mirror tasks, triggers open ones (they check once more), and lists them. */
public interface OpenTaskStore {

  /** Triggers the open task of the destination; false when there is none. */
  boolean trigger(Destination destination);

  /** Triggers the open task with this workflow id; false when it is not open any more. */
  boolean trigger(String workflowId);

  /**
   * Starts a task for a tag that just changed, or triggers the open one.
   *
   * @param claim what the destination should hold; null when that is not known
   */
  void startOrTrigger(Destination destination, Claim claim);

  /**
   * Starts a task for a tag that was listed, unless one is open. An open task goes on waiting when
   * it works on the claim; otherwise it is triggered.
   *
   * @param claim what the destination should hold; null when that is not known, and any waiting
   *     task goes on waiting
   * @return whether a task was started, or one was triggered that waited for its source
   */
  boolean startUnlessOpen(Destination destination, Claim claim);

  /**
   * Starts a task for a tag that was listed and cannot be mirrored now, unless one is open. The
   * task shows the problem, and waits as after any such failure.
   *
   * @param claim what the destination should hold; it has an owner
   */
  void startFailing(Destination destination, Claim claim, Problem problem);

  /** The open tasks, as Temporal lists them: a few moments out of date. */
  List<OpenTask> open();

  /** The open tasks that wait for this registry's return, listed likewise. */
  List<OpenTask> waitingFor(String registry);

  /** How many open tasks have failed and try again, for whatever reason, counted likewise. */
  long retrying();
}

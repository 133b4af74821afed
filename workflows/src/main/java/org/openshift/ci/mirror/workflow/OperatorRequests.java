package org.openshift.ci.mirror.workflow;

import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.model.Problem;

/**
 * What persons have asked of a mirror task. The latest request counts, but a trigger changes
 * nothing of a task that a person parked.
 */
final class OperatorRequests {

  /** The request to park or withdraw that is in force; null for none. */
  private OperatorRequest inForce;

  /** The latest request, until it is shown; then null. */
  private OperatorRequest unseen;

  OperatorRequests(MirrorTaskInput.Carried carried) {
    inForce = carried == null ? null : carried.parked();
  }

  void add(OperatorRequest request) {
    if (request.action() == Action.TRIGGER && isInForce(Action.PARK)) {
      return;
    }
    unseen = request;
    inForce =
        switch (request.action()) {
          case PARK, WITHDRAW -> request;
          case TRIGGER, UNPARK -> null;
        };
  }

  /** The latest request, once; null when there is no new one. */
  OperatorRequest takeUnseen() {
    OperatorRequest request = unseen;
    unseen = null;
    return request;
  }

  /** Who parked the task, and why; null when nobody did. */
  Problem parked() {
    return isInForce(Action.PARK)
        ? new Problem(
            MirrorErrorType.PARKED_BY_HAND,
            inForce.inWords("parked") + "; nothing is pushed until somebody unparks it")
        : null;
  }

  /** Who withdrew the task, and why; null when nobody did. */
  Problem withdrawn() {
    return isInForce(Action.WITHDRAW)
        ? new Problem(MirrorErrorType.WITHDRAWN_BY_HAND, inForce.inWords("withdrawn"))
        : null;
  }

  /** The request that the next run begins with; null for none. */
  OperatorRequest carried() {
    return isInForce(Action.PARK) ? inForce : null;
  }

  private boolean isInForce(Action action) {
    return inForce != null && inForce.action() == action;
  }
}

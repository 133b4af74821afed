package org.openshift.ci.mirror.activity.notification;

/** Receives the outcome of each attempt to notify somebody, for metrics. */
public interface NotificationObserver {

  /** What became of an attempt. */
  enum Outcome {
    /** It was received. */
    SENT,
    /** It was not, and is tried again. */
    FAILED,
    /** It was not, and is not tried again. */
    GIVEN_UP
  }

  /** An attempt to notify somebody ended. */
  void attempted(Outcome outcome);
}

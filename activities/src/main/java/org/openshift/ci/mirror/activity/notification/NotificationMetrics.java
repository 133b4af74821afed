package org.openshift.ci.mirror.activity.notification;

/** The metrics of notifications. */
public interface NotificationMetrics {

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

package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.Notification;

/** Tells people of failures. */
@ActivityInterface
public interface NotificationActivities {

  /**
   * Sends a notification to the recipient of its tag. Does nothing when there is none by now. Fails
   * without retries when the recipient refuses it, or when it was tried for {@link
   * Notification#triedFor}.
   */
  @ActivityMethod(name = "SendNotification")
  void sendNotification(Notification notification);
}

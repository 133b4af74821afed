package org.openshift.ci.mirror.notification;

import com.google.re2j.Pattern;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Somebody who is notified of the failures of some tags.
 *
 * @param name a name for logs
 * @param namespace expression that must match somewhere in the namespace; null for every one
 * @param imageStream the same for the name of the image stream
 * @param tag the same for the tag
 * @param address where the messages are sent to
 * @param page address of the service's page, for links; empty for none
 * @param failure the text that tells of a failure
 * @param end the text that tells that a failure is over
 */
public record Recipient(
    String name,
    Pattern namespace,
    Pattern imageStream,
    Pattern tag,
    WebhookAddress address,
    String page,
    MessageText failure,
    MessageText end) {

  boolean matches(TagReference reference) {
    return matches(namespace, reference.namespace())
        && matches(imageStream, reference.name())
        && matches(tag, reference.tag());
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern == null || pattern.matcher(text).find();
  }

  /** The message as this recipient gets it. */
  public String text(Notification notification) {
    return (notification.ofFailure() ? failure : end).about(notification, page);
  }
}

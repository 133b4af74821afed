package org.openshift.ci.mirror.notification;

import com.google.re2j.Pattern;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  static final List<String> PLACEHOLDERS =
      List.of("tag", "state", "reason", "error", "since", "link");

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
    Map<String, String> values = new LinkedHashMap<>();
    values.put("tag", notification.tag().toString());
    values.put("state", notification.state().wireName());
    values.put("reason", orEmpty(notification.reason()));
    values.put("error", orEmpty(notification.error()));
    values.put("since", time(notification.since()));
    values.put("link", link(notification.tag()));
    return (notification.ofFailure() ? failure : end).with(values);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static String time(Instant since) {
    return since == null ? "an unknown time" : since.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The page shows the tag that its fragment names. */
  private String link(TagReference reference) {
    return page.isEmpty()
        ? ""
        : page
            + "#"
            + URLEncoder.encode(reference.toString(), StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("%3A", ":");
  }
}

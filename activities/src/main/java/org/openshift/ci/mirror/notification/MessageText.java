package org.openshift.ci.mirror.notification;

import com.google.common.base.Strings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.TagReference;

/** The text of a message, with placeholders such as {@code {tag}}. */
record MessageText(String template) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  /** In characters. */
  private static final int LONGEST_VALUE = 1_500;

  /** The placeholders that a text may have, in the order in which documentation lists them. */
  static final List<String> PLACEHOLDERS =
      List.of("tag", "state", "reason", "error", "since", "link");

  /** The first placeholder of the text that is none of {@link #PLACEHOLDERS}; mostly empty. */
  Optional<String> unknownPlaceholder() {
    return PLACEHOLDER
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !PLACEHOLDERS.contains(name))
        .findFirst();
  }

  /**
   * The text about a notification. The values of placeholders are on one line and, as Slack's
   * "Formatting text for app surfaces" asks, without characters that begin a link or a mention: an
   * error message may contain what a stranger wrote.
   *
   * @param page address of the service's page; empty for none
   */
  String about(Notification notification, String page) {
    Map<String, String> values =
        Map.of(
            "tag", notification.tag().toString(),
            "state", notification.state().wireName(),
            "reason", Strings.nullToEmpty(notification.reason()),
            "error", Strings.nullToEmpty(notification.error()),
            "since", time(notification.since()),
            "link", page.isEmpty() ? "" : page + "#" + fragment(notification.tag()));
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> Matcher.quoteReplacement(escaped(values.getOrDefault(found.group(1), ""))))
        .strip();
  }

  private static String escaped(String value) {
    return SafeText.oneLine(SafeText.redacted(value), LONGEST_VALUE)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static String time(Instant since) {
    return since == null ? "an unknown time" : since.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The page shows the tag that its fragment names. */
  private static String fragment(TagReference reference) {
    return URLEncoder.encode(reference.toString(), StandardCharsets.UTF_8)
        .replace("%2F", "/")
        .replace("%3A", ":");
  }
}

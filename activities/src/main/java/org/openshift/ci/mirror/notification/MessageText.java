package org.openshift.ci.mirror.notification;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.log.SafeText;

/** The text of a message, with placeholders such as {@code {tag}}. */
record MessageText(String template) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  /** In characters. */
  private static final int LONGEST_VALUE = 1_500;

  /** The first placeholder of the text that is none of these; empty when all are. */
  Optional<String> unknown(Collection<String> known) {
    return PLACEHOLDER
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !known.contains(name))
        .findFirst();
  }

  /**
   * The text with these values. They are on one line and, as Slack's "Formatting text for app
   * surfaces" asks, without characters that begin a link or a mention: an error message may contain
   * what a stranger wrote.
   */
  String with(Map<String, String> values) {
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
}

package org.openshift.ci.mirror.api.ctl;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Values of JSON as text for a terminal. */
final class Text {

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private Text() {}

  /** The text of a field in one line; empty if there is none. */
  static String of(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "" : line(value.asString());
  }

  /** As {@link #of(JsonNode, String)}, with a dash for nothing. */
  static String orDash(JsonNode node, String field) {
    String text = of(node, field);
    return text.isEmpty() ? "-" : text;
  }

  /**
   * The text without anything that a terminal would obey, such as colours, or line breaks: messages
   * quote what registries answered.
   */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> isPlain(c) ? c : ' ').forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** The image stream tag of a task. */
  static String tag(JsonNode task) {
    return nameOf(task.path("source_tag_ref"));
  }

  /** An image stream tag from its parts. */
  static String nameOf(JsonNode reference) {
    return of(reference, "namespace") + "/" + of(reference, "name") + ":" + of(reference, "tag");
  }

  /** The type and the message of a task's or a run's last failure; empty for none. */
  static String error(JsonNode task) {
    String type = of(task, "error_type");
    String message = of(task, "last_error");
    return type.isEmpty() || message.isEmpty() ? type + message : type + ": " + message;
  }

  /** A time; empty if the field has none. */
  static Optional<Instant> time(JsonNode node, String field) {
    try {
      String text = of(node, field);
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** How long ago a time was, such as {@code 5m}; a dash if the field has none. */
  static String age(JsonNode node, String field, Instant now) {
    return time(node, field).map(then -> duration(Duration.between(then, now))).orElse("-");
  }

  /** How far ahead a time is; a dash if the field has none. */
  static String until(JsonNode node, String field, Instant now) {
    return time(node, field).map(then -> duration(Duration.between(now, then))).orElse("-");
  }

  /**
   * When a task tries again, for the column of a table; a dash if that is not known. The end of a
   * registry's outage wakes its tasks long before their time.
   */
  static String next(JsonNode task, Instant now) {
    String registry = of(task.path("waits_for"), "registry");
    return registry.isEmpty()
        ? until(task, "next_attempt_at", now)
        : "when " + registry + " answers";
  }

  /** When a task tries again, as a sentence has it; empty if that is not known. */
  static String nextAttempt(JsonNode task, Instant now) {
    JsonNode waits = task.path("waits_for");
    if (waits.isObject()) {
      return "when %s answers again; it is probed every %ds"
          .formatted(of(waits, "registry"), waits.path("probed_every_seconds").asLong(0));
    }
    return time(task, "next_attempt_at")
        .map(next -> "in " + duration(Duration.between(now, next)))
        .orElse("");
  }

  /** A duration in its largest unit, such as {@code 5m}; zero for a negative one. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 2 * MINUTE) {
      return seconds + "s";
    }
    if (seconds < 2 * HOUR) {
      return seconds / MINUTE + "m";
    }
    return seconds < 2 * DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
  }
}

package org.openshift.ci.mirror.api.ctl;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/** The report on a tag, for people. */
final class TagText {

  private final Instant now;
  private final StringBuilder text = new StringBuilder();

  TagText(Instant now) {
    this.now = now;
  }

  /** The report; the first line is the answer. */
  String report(TagReference tag, JsonNode report) {
    text.setLength(0);
    text.append(tag).append(" is ").append(verdict(report)).append(System.lineSeparator());
    line("push", push(report.path("push")));
    line("error", Text.error(report));
    line("next attempt", Text.nextAttempt(report, now));
    line("asked", Text.of(report, "last_request"));
    line("owner", Text.of(report, "owner"));
    line("source", withDigest(report, "source", "source_digest"));
    line("target", withDigest(report, "destination", "current_quay_digest"));
    if (!Text.of(report, "ended").isEmpty() && hasDigests(report)) {
      line("", "digests as read when the task ended; --check reads both now");
    }
    line("date tag", Text.of(report, "date_destination"));
    line("task", Text.of(report, "workflow_id"));
    line("", Text.of(report, "workflow_url"));
    check(report.path("check"));
    for (JsonNode other : report.path("other_open_tasks")) {
      line("also open", Text.of(other, "workflow_id") + ", " + Text.orDash(other, "state"));
    }
    return text.toString();
  }

  private static boolean hasDigests(JsonNode report) {
    return !(Text.of(report, "source_digest") + Text.of(report, "current_quay_digest")).isEmpty();
  }

  private String verdict(JsonNode report) {
    String outcome = Text.of(report, "outcome");
    if (!outcome.isEmpty()) {
      return "%s, since %s (%s ago)"
          .formatted(outcome, Text.of(report, "ended"), Text.age(report, "ended", now));
    }
    if (!report.has("state")) {
      return "without a task";
    }
    int failures = report.path("failures").asInt(0);
    return "%s, and open since %s (%s ago)%s"
        .formatted(
            Text.of(report, "state").isEmpty() ? "just begun" : Text.of(report, "state"),
            Text.of(report, "created_at"),
            Text.age(report, "created_at", now),
            failures == 0 ? "" : "; failures in a row: " + failures);
  }

  /** How far a push is that is under way; empty for none. */
  private String push(JsonNode push) {
    if (!push.isObject()) {
      return "";
    }
    if (Text.time(push, "reported_at").isEmpty()) {
      return "began " + Text.age(push, "started", now) + " ago";
    }
    long done = push.path("bytes_done").asLong(0);
    JsonNode total = push.path("bytes_total");
    String parts = megabytes(push.path("bytes_done"));
    if (total.isNumber() && total.asLong() > 0) {
      parts += " of %s MB (%d %%)".formatted(megabytes(total), 100 * done / total.asLong());
    } else {
      parts += " MB";
    }
    return "%s at the target, %s MB/s on average, told %s ago"
        .formatted(
            parts, megabytes(push.path("bytes_per_second")), Text.age(push, "reported_at", now));
  }

  private void check(JsonNode check) {
    if (check.isMissingNode()) {
      return;
    }
    line("checked", Text.of(check, "checked_at") + ": " + compared(check));
    line("", Text.of(check, "reason"));
    line("  source", withDigest(check, "source", "source_digest"));
    line("  target", Text.of(check, "target_digest"));
  }

  /** The result of a comparison in words. */
  static String compared(JsonNode check) {
    JsonNode equal = check.path("equal");
    if (check.path("watched").isBoolean() && !check.path("watched").asBoolean()) {
      return "not watched";
    }
    return equal.isBoolean()
        ? equal.asBoolean() ? "source and target are equal" : "source and target differ"
        : "it is not known whether source and target are equal";
  }

  private static String withDigest(JsonNode node, String field, String digestField) {
    String spec = Text.of(node, field);
    String digest = Text.of(node, digestField);
    return digest.isEmpty() || spec.endsWith(digest) ? spec : (spec + " " + digest).strip();
  }

  private void line(String name, String value) {
    if (!value.isEmpty()) {
      text.append("  %-13s %s".formatted(name, value)).append(System.lineSeparator());
    }
  }

  /** The last runs, as a table. */
  String runs(JsonNode runs) {
    Table table = new Table("STARTED", "OUTCOME", "DURATION", "MB", "ERROR, AND WHO ASKED");
    for (JsonNode run : runs) {
      String error = Text.error(run);
      String asked = Text.of(run, "last_request");
      String outcome = Text.of(run, "outcome");
      table.add(
          Text.of(run, "started"),
          outcome.isEmpty() ? Text.orDash(run, "state") : outcome,
          Text.duration(Duration.ofSeconds(run.path("duration_seconds").asLong(0))),
          megabytes(run.path("bytes_copied")),
          errorAndAsked(error, asked));
    }
    return table.toString();
  }

  private static String errorAndAsked(String error, String asked) {
    // The error of what a person parked or withdrew says who asked, and why.
    String done = asked.replaceFirst("^park ", "parked ").replaceFirst("^withdraw ", "withdrawn ");
    if (asked.isEmpty() || error.contains(done)) {
      return error;
    }
    return error.isEmpty() ? asked : error + "; " + asked;
  }

  private static String megabytes(JsonNode bytes) {
    return bytes.isNumber() ? String.format(Locale.ROOT, "%.1f", bytes.asLong() / 1e6) : "-";
  }
}

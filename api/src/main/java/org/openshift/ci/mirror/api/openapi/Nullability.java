package org.openshift.ci.mirror.api.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields of answers may be null, and which may be missing. All others are always there. */
final class Nullability {

  /** Null while the value is not known, or means nothing. */
  private static final Set<String> NULLABLE =
      Set.of(
          "MirrorEntry.date_destination",
          "MirrorEntry.state",
          "MirrorEntry.error_type",
          "MirrorEntry.last_error",
          "MirrorEntry.next_attempt_at",
          "MirrorEntry.source_digest",
          "MirrorEntry.last_request",
          "TagReport.date_destination",
          "TagReport.state",
          "TagReport.error_type",
          "TagReport.last_error",
          "TagReport.next_attempt_at",
          "TagReport.source_digest",
          "TagReport.last_request",
          "TagReport.ended",
          "TagReport.outcome",
          "TagReport.result",
          "TagReport.push",
          "RunningPush.reported_at",
          "RunningPush.bytes_total",
          "RunningPush.bytes_per_second",
          "Result.digest",
          "TagRun.outcome",
          "TagRun.state",
          "TagRun.ended",
          "TagRun.digest",
          "TagRun.pushes",
          "TagRun.bytes_copied",
          "TagRun.error_type",
          "TagRun.last_error",
          "TagRun.last_request",
          "Hour.mirrored",
          "Hour.failed",
          "Hour.open",
          "BatchProgress.ended",
          "SweepListing.summary",
          "StatusReport.summary",
          "StatusReport.next_resync_due",
          "SweepSchedule.note",
          "SweepSchedule.next_due",
          "SweepRun.outcome",
          "SweepRun.ended",
          "SweepRun.found",
          "SweepRun.date_tags",
          "SweepRun.last_error",
          "CheckEntry.watched",
          "CheckEntry.owner",
          "CheckEntry.source",
          "CheckEntry.source_digest",
          "CheckEntry.target_digest",
          "CheckEntry.equal",
          "CheckEntry.error_type",
          "CheckEntry.reason",
          "WatchEntry.since",
          "WatchEntry.last_error",
          "WatchEntry.last_event",
          "WatchEntry.lag_seconds",
          "WatchEntry.worker");

  /** A report besides a comparison; without a task, all its fields are left out. */
  private static final String CHECKED = "CheckedTag";

  /** Left out instead of null or empty. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "MirrorListing.mirrors",
          "MirrorListing.next_page_token",
          "MirrorEntry.waits_for",
          "TagReport.waits_for",
          "TagReport.other_open_tasks",
          "WatchListing.dry_run_only",
          "BatchAnswer.parked_by_hand",
          "BatchAnswer.batch_id",
          "BatchAnswer.batch_url");

  private Nullability() {}

  @SuppressWarnings("rawtypes") // as swagger-core has it
  static void complete(Map<String, Schema> schemas) {
    schemas.forEach(Nullability::complete);
  }

  private static void complete(String name, Schema<?> schema) {
    if (schema.getProperties() == null) {
      return;
    }
    List<String> required = new ArrayList<>();
    schema
        .getProperties()
        .forEach(
            (property, described) -> {
              boolean checked = name.equals(CHECKED);
              String field = (checked ? "TagReport" : name) + "." + property;
              if (checked ? property.equals("check") : !OPTIONAL.contains(field)) {
                required.add(property);
              }
              if (NULLABLE.contains(field)) {
                allowNull(described);
              }
            });
    schema.setRequired(required);
  }

  private static void allowNull(Schema<?> schema) {
    if (schema.get$ref() == null) {
      schema.addType("null");
    } else {
      Schema<?> other = new Schema<>().$ref(schema.get$ref());
      schema.set$ref(null);
      schema.setAnyOf(List.of(other, Parameters.typed("null")));
    }
  }
}

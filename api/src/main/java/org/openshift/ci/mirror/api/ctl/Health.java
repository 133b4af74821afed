package org.openshift.ci.mirror.api.ctl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Collects what is not well. The limits are those of the alerts in {@code deploy/monitoring}. */
final class Health {

  private static final Duration RESYNC_OVERDUE = Duration.ofHours(3);
  private static final Duration WATCH_SILENT = Duration.ofMinutes(10);
  private static final Duration RETRYING_TOO_LONG = Duration.ofHours(2);

  private static final String DRY_RUN = "dry-run/";

  private final Instant now;
  private final List<String> problems = new ArrayList<>();

  Health(Instant now) {
    this.now = now;
  }

  boolean isWell() {
    return problems.isEmpty();
  }

  /** What is not well, a line each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Looks at the answer about sweeps. */
  Health resync(JsonNode sweeps) {
    Optional<Instant> compared = Text.time(sweeps.path("summary"), "compared_at");
    if (compared.isEmpty()) {
      problems.add("no full resync has ended yet, so nobody knows whether all tags are equal");
    } else if (compared.get().plus(RESYNC_OVERDUE).isBefore(now)) {
      problems.add(
          "the last full resync ended %s ago, and should be run every hour"
              .formatted(Text.duration(Duration.between(compared.get(), now))));
    }
    return this;
  }

  /** Looks at the answer about watches of image streams. */
  Health watches(JsonNode answer) {
    if (answer.path("dry_run_only").asBoolean(false)) {
      problems.add("only a dry run has workers: nothing is pushed");
      return this;
    }
    List<JsonNode> real =
        StreamSupport.stream(answer.path("watches").spliterator(), false)
            .filter(watch -> !Text.of(watch, "workflow_id").startsWith(DRY_RUN))
            .toList();
    if (real.isEmpty()) {
      problems.add("no watch of image streams is open, so changed tags are not noticed");
    }
    real.forEach(this::watch);
    return this;
  }

  private void watch(JsonNode watch) {
    Duration lag = Duration.ofSeconds(watch.path("lag_seconds").asLong(0));
    switch (Text.of(watch, "state")) {
      case "failing" ->
          problems.add("the watch of image streams is failing: " + Text.of(watch, "last_error"));
      case "waiting" ->
          problems.add("no worker has the watch of image streams: changed tags are not noticed");
      default -> {
        if (lag.compareTo(WATCH_SILENT) > 0) {
          problems.add("the watch of image streams has heard nothing for " + Text.duration(lag));
        }
      }
    }
  }

  /** Looks at the open tasks. */
  Health tasks(OpenTasks open) {
    long parked = open.in(OpenTasks.PARKED) - open.parkedByHand();
    if (parked > 0) {
      problems.add(
          "parked tasks that wait for somebody: %d; see 'list --state=parked'".formatted(parked));
    }
    long tooLong =
        StreamSupport.stream(open.retrying().spliterator(), false)
            .flatMap(task -> Text.time(task, "created_at").stream())
            .filter(created -> created.plus(RETRYING_TOO_LONG).isBefore(now))
            .count();
    if (tooLong > 0) {
      problems.add(
          "tasks that have been retrying for more than two hours: %d; see 'list --state=retrying'"
              .formatted(tooLong));
    }
    return this;
  }
}

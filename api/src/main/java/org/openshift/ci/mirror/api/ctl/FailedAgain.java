package org.openshift.ci.mirror.api.ctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import tools.jackson.databind.JsonNode;

/** What has failed again after many tasks were asked to check: the reasons, and what to do. */
final class FailedAgain {

  /** A first attempt takes seconds; one that takes longer is not waited for. */
  private static final int LOOKS = 5;

  private static final String TASKS = "mirrors";
  private static final String ID = "workflow_id";
  private static final String STATE = "state";
  private static final String ERROR_TYPE = "error_type";
  private static final Set<String> AT_WORK =
      Set.of(MirrorState.CHECKING.wireName(), MirrorState.COPYING.wireName());
  private static final String BY_HAND = MirrorErrorType.PARKED_BY_HAND.wireName();

  private final ApiClient api;
  private final WaitOptions waiting;
  private final Map<String, String> filters;

  /** The tasks that were asked, by id, as they showed their failure before. */
  private final Map<String, String> asked;

  private FailedAgain(
      ApiClient api, WaitOptions waiting, Map<String, String> filters, Map<String, String> asked) {
    this.api = api;
    this.waiting = waiting;
    this.filters = new LinkedHashMap<>(filters);
    // These change with every attempt.
    List.of(STATE, ERROR_TYPE, "stale").forEach(this.filters::remove);
    this.asked = asked;
  }

  /**
   * Notes which tasks a batch will ask. Must be called before it starts: afterwards the filters may
   * select other tasks. Of more than 1,000, only the newest 1,000 are noted, and only these are
   * looked at later.
   *
   * @param filters those that select the tasks
   * @param parkedByHand whether the batch asks only what a person parked, or all but that
   */
  static FailedAgain of(
      ApiClient api, WaitOptions waiting, Map<String, String> filters, boolean parkedByHand)
      throws InterruptedException {
    Map<String, String> selecting = new LinkedHashMap<>(filters);
    if (parkedByHand) {
      selecting.putIfAbsent(ERROR_TYPE, BY_HAND);
    }
    Map<String, String> asked = new HashMap<>();
    for (JsonNode task : TaskListing.read(api, selecting, "", TaskListing.PAGE).path(TASKS)) {
      if (isParkedByHand(task) == parkedByHand) {
        asked.put(Text.of(task, ID), failure(task));
      }
    }
    return new FailedAgain(api, waiting, filters, asked);
  }

  /**
   * A line for each type of failure, with the message of one; none if nothing is known.
   *
   * @param end when to stop looking, in terms of {@link System#nanoTime}
   */
  List<String> lines(long end) throws InterruptedException {
    if (asked.isEmpty()) {
      return List.of();
    }
    try {
      List<JsonNode> failed = failed();
      for (int look = 1; look < LOOKS && failed.stream().anyMatch(this::isAtWork); look++) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          break;
        }
        waiting.pause(left);
        failed = failed();
      }
      return lines(failed);
    } catch (CtlException e) {
      // The tasks were asked nevertheless, and 'list' says it later.
      return List.of();
    }
  }

  private List<JsonNode> failed() throws InterruptedException {
    List<JsonNode> failed = new ArrayList<>();
    for (JsonNode task : TaskListing.read(api, filters, "", Integer.MAX_VALUE).path(TASKS)) {
      boolean hasFailed = !Text.of(task, ERROR_TYPE).isEmpty() && !isParkedByHand(task);
      if (hasFailed && asked.containsKey(Text.of(task, ID))) {
        failed.add(task);
      }
    }
    return failed;
  }

  static boolean isParkedByHand(JsonNode task) {
    return Text.of(task, ERROR_TYPE).equals(BY_HAND);
  }

  /**
   * It has failed before, and has not done so again yet: what the service lists may be seconds old,
   * and the same failure again has at least another next attempt.
   */
  private boolean isAtWork(JsonNode task) {
    return AT_WORK.contains(Text.of(task, STATE))
        || failure(task).equals(asked.get(Text.of(task, ID)));
  }

  private static String failure(JsonNode task) {
    return Stream.of(STATE, ERROR_TYPE, "last_error", "failures", "next_attempt_at")
        .map(field -> Text.of(task, field))
        .collect(Collectors.joining("\n"));
  }

  private List<String> lines(List<JsonNode> failed) {
    Map<String, List<JsonNode>> byType = new TreeMap<>();
    failed.stream()
        .filter(task -> !isAtWork(task))
        .forEach(
            task ->
                byType
                    .computeIfAbsent(Text.of(task, ERROR_TYPE), type -> new ArrayList<>())
                    .add(task));
    return byType.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList();
  }

  private static String line(String type, List<JsonNode> tasks) {
    JsonNode first = tasks.getFirst();
    return "failing now with %s: %d, for example %s (%s): %s; see 'list --error-type=%s'"
        .formatted(
            type,
            tasks.size(),
            Text.tag(first),
            Text.of(first, STATE),
            Text.of(first, "last_error"),
            type);
  }
}

package org.openshift.ci.mirror.api.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import tools.jackson.databind.JsonNode;

/** What has failed again after many tasks were asked to check: the reasons, and what to do. */
final class FailedAgain {

  /** A first attempt takes seconds; one that takes longer is not waited for. */
  private static final int LOOKS = 5;

  private static final Set<String> AT_WORK =
      Set.of(MirrorState.CHECKING.wireName(), MirrorState.COPYING.wireName());
  private static final String BY_HAND = MirrorErrorType.PARKED_BY_HAND.wireName();

  private final ApiClient api;
  private final WaitOptions waiting;
  private final String path;

  /**
   * Failures of some tasks.
   *
   * @param filters those that have selected the tasks. State and error type change with every
   *     attempt, and are left out
   */
  FailedAgain(ApiClient api, Map<String, String> filters, WaitOptions waiting) {
    this.api = api;
    this.waiting = waiting;
    Map<String, String> parameters = new LinkedHashMap<>(filters);
    List.of("state", "error_type", "stale").forEach(parameters::remove);
    parameters.put("action", "show");
    parameters.put("limit", "1000");
    this.path = ApiClient.MIRRORS + ApiClient.query(parameters);
  }

  /**
   * A line for each type of failure, with the message of one; none if nothing is known.
   *
   * @param end when to stop looking, in terms of {@link System#nanoTime}
   */
  List<String> lines(long end) throws InterruptedException {
    try {
      List<JsonNode> failed = failed();
      for (int look = 1; look < LOOKS && failed.stream().anyMatch(FailedAgain::isAtWork); look++) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          break;
        }
        waiting.pause(left);
        failed = failed();
      }
      return lines(failed);
    } catch (ApiUnreachable | ApiRefusal e) {
      // The tasks were asked nevertheless, and 'list' says it later.
      return List.of();
    }
  }

  private List<JsonNode> failed() throws InterruptedException {
    List<JsonNode> failed = new ArrayList<>();
    for (JsonNode task : api.get(path).path("mirrors")) {
      String type = Text.of(task, "error_type");
      if (!type.isEmpty() && !type.equals(BY_HAND)) {
        failed.add(task);
      }
    }
    return failed;
  }

  /** It has failed before, and has not done so again yet. */
  private static boolean isAtWork(JsonNode task) {
    return AT_WORK.contains(Text.of(task, "state"));
  }

  private static List<String> lines(List<JsonNode> failed) {
    Map<String, List<JsonNode>> byType = new TreeMap<>();
    failed.stream()
        .filter(task -> !isAtWork(task))
        .forEach(
            task ->
                byType
                    .computeIfAbsent(Text.of(task, "error_type"), type -> new ArrayList<>())
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
            Text.of(first, "state"),
            Text.of(first, "last_error"),
            type);
  }
}

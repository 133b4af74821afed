package org.openshift.ci.mirror.api.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * The open tasks in numbers.
 *
 * @param total all
 * @param byState those in each state that has some
 * @param parkedByHand those of the parked that somebody parked
 * @param retrying the newest thousand of those that are retrying
 */
record OpenTasks(
    long total, SequencedMap<String, Long> byState, long parkedByHand, JsonNode retrying) {

  static final String PARKED = "parked";
  static final String RETRYING = "retrying";

  /** Read from the rarest to the commonest in times of trouble; what is left over is not asked. */
  private static final List<String> OTHERS = List.of("copying", "planned", "checking");

  /** Reads the numbers; with few requests, because the service grants few a second. */
  static OpenTasks read(ApiClient api) throws InterruptedException {
    long total = count(api, "");
    SequencedMap<String, Long> byState = new LinkedHashMap<>();
    JsonNode retrying = ApiClient.JSON.createArrayNode();
    long parkedByHand = 0;
    long left = total;
    if (left > 0) {
      left -= put(byState, PARKED, count(api, "?state=" + PARKED));
      if (byState.containsKey(PARKED)) {
        parkedByHand = count(api, "?state=parked&error_type=ParkedByHand");
      }
    }
    if (left > 0) {
      JsonNode listing = api.get(ApiClient.MIRRORS + "?action=show&limit=1000&state=" + RETRYING);
      retrying = listing.path("mirrors");
      left -= put(byState, RETRYING, listing.path("total").asLong(0));
    }
    for (String state : OTHERS) {
      if (left > 0) {
        left -= put(byState, state, count(api, "?state=" + state));
      }
    }
    return new OpenTasks(total, byState, parkedByHand, retrying);
  }

  private static long put(Map<String, Long> byState, String state, long number) {
    if (number > 0) {
      byState.put(state, number);
    }
    return number;
  }

  private static long count(ApiClient api, String query) throws InterruptedException {
    return api.get(ApiClient.MIRRORS + query).path("total").asLong(0);
  }

  /** Those in a state. */
  long in(String state) {
    return byState.getOrDefault(state, 0L);
  }
}

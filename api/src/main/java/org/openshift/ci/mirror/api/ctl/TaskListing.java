package org.openshift.ci.mirror.api.ctl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the list of open tasks, page by page. */
final class TaskListing {

  /** The most that the service shows at a time. */
  static final int PAGE = 1000;

  private TaskListing() {}

  /**
   * The tasks that filters select, in {@code mirrors}, and how many there are, in {@code total}.
   *
   * @param order as the service names it; empty for its own
   * @param limit the most tasks to read, at least 1
   * @throws CtlException if the service refuses, or the answer is not as the API answers
   */
  static ObjectNode read(ApiClient api, Map<String, String> filters, String order, int limit)
      throws InterruptedException {
    ObjectNode listing = ApiClient.JSON.createObjectNode();
    ArrayNode tasks = listing.putArray("mirrors");
    String next = "";
    do {
      SequencedMap<String, String> parameters = new LinkedHashMap<>(filters);
      parameters.put("action", "show");
      parameters.put("limit", String.valueOf(Math.min(PAGE, limit - tasks.size())));
      if (!order.isEmpty()) {
        parameters.put("sort", order);
      }
      if (!next.isEmpty()) {
        parameters.put("page_token", next);
      }
      JsonNode page = api.get(ApiClient.MIRRORS + ApiClient.query(parameters));
      if (!page.path("mirrors").isArray()) {
        // Or another server would look as if all tags were mirrored.
        throw new CtlException(
            CtlException.FAILED,
            "the answer has no list of tasks, and so is not as the API answers; look at --api");
      }
      page.path("mirrors").forEach(tasks::add);
      if (!listing.has("total")) {
        listing.set("total", page.path("total"));
      }
      next = Text.of(page, "next_page_token");
    } while (!next.isEmpty() && tasks.size() < limit);
    return listing;
  }
}

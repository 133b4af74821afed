package org.openshift.ci.mirror.api.openapi;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.Map;

/** What each request is for; more is in docs/api.md. */
final class Summaries {

  private static final String TAG = "/api/v1/mirrors/{namespace}/{name}/{tag}";

  private static final Map<String, String> BY_REQUEST =
      Map.ofEntries(
          Map.entry("GET /api/health", "Whether this process answers"),
          Map.entry("GET /healthz", "Whether this process answers"),
          Map.entry("GET /readyz", "Whether Temporal answers and the watch was not ended"),
          Map.entry("GET /api/v1/mirrors", "The open mirror tasks, or their number"),
          Map.entry("GET " + TAG, "One tag: its open task, or how its last one ended"),
          Map.entry("GET " + TAG + "/runs", "The last ten runs of a tag's tasks"),
          Map.entry("POST " + TAG + "/{action}", "Ask something of a tag's task"),
          Map.entry("POST /api/v1/mirrors/trigger", "Trigger all open tasks of a filter"),
          Map.entry("POST /api/v1/mirrors/unpark", "Unpark all tasks of a filter"),
          Map.entry("GET /api/v1/batches/{id}", "How far the trigger of many tasks is"),
          Map.entry("GET /api/v1/sweeps", "What the last sweeps found"),
          Map.entry("GET /api/v1/tags", "Which image stream tag a pull spec stands for"),
          Map.entry("GET /api/v1/status", "Whether all is well, and if not, what is not"),
          Map.entry("GET /api/v1/history", "What became of tasks in the last 24 hours"),
          Map.entry("GET /api/v1/watches", "Whether changed tags are noticed"),
          Map.entry("GET /api/v1/events", "Changes of open tasks, as server-sent events"));

  private Summaries() {}

  /**
   * The summary of a request.
   *
   * @throws IllegalStateException when there is none yet
   */
  static String of(HttpMethod method, String path) {
    String summary = BY_REQUEST.get(method + " " + path);
    if (summary == null) {
      throw new IllegalStateException(method + " " + path + " has no summary");
    }
    return summary;
  }
}

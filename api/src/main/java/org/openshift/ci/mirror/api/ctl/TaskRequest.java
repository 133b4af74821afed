package org.openshift.ci.mirror.api.ctl;

import java.util.Map;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/** Asks something of one tag's task. */
final class TaskRequest {

  private TaskRequest() {}

  /** Sends the request, and prints what was accepted. */
  static int send(
      CtlCommand command,
      ApiClient api,
      TagReference tag,
      String action,
      Map<String, String> parameters)
      throws InterruptedException {
    JsonNode answer = api.post(ApiClient.path(tag) + "/" + action + ApiClient.query(parameters));
    if (command.json()) {
      command.print(answer);
    } else {
      command
          .out()
          .println(
              "%s: %s was %s; 'show %s' has the outcome"
                  .formatted(
                      action,
                      Text.of(answer, "workflow_id"),
                      answer.path("started").asBoolean(false) ? "started" : "asked",
                      tag));
    }
    return 0;
  }
}

package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code status}: whether all is well. */
@Command(
    name = "status",
    description = {
      "Says whether all is well: what the last full resync found, how the watch of image streams is,"
          + " and the open tasks by state. What is not well comes first.",
      "All is well if the watch follows image streams, the last resync is not older than three hours,"
          + " no task is parked but those that somebody parked by hand, none has been retrying for"
          + " more than two hours, and not only a dry run has workers."
    },
    exitCodeList = {
      "0:all is well",
      "1:something is not, or the request failed",
      "2:a flag, a value or a file that the flags name is wrong"
    })
final class StatusCommand extends CtlCommand {

  private StatusCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    JsonNode sweeps = api.get("/api/v1/sweeps");
    JsonNode watches = api.get("/api/v1/watches");
    OpenTasks open = OpenTasks.read(api);
    Health health = new Health(now()).resync(sweeps).watches(watches).tasks(open);
    if (json()) {
      print(json(health, sweeps, watches, open));
    } else {
      printText(health, sweeps, watches, open);
    }
    return health.isWell() ? 0 : CtlException.FAILED;
  }

  private static ObjectNode json(Health health, JsonNode sweeps, JsonNode watches, OpenTasks open) {
    ObjectNode all = ApiClient.JSON.createObjectNode();
    all.put("well", health.isWell());
    ArrayNode problems = all.putArray("problems");
    health.problems().forEach(problems::add);
    all.set("summary", sweeps.path("summary"));
    all.set("watches", watches.path("watches"));
    ObjectNode tasks = all.putObject("open_tasks");
    tasks.put("total", open.total());
    open.byState().forEach(tasks::put);
    return all;
  }

  private void printText(Health health, JsonNode sweeps, JsonNode watches, OpenTasks open) {
    out().println(health.isWell() ? "All is well." : "Not all is well:");
    health.problems().forEach(problem -> out().println("  - " + problem));
    JsonNode summary = sweeps.path("summary");
    if (!summary.isNull()) {
      out()
          .println(
              "%s (compared %s, %s ago)"
                  .formatted(
                      Text.of(summary, "sentence"),
                      Text.of(summary, "compared_at"),
                      Text.age(summary, "compared_at", now())));
    }
    for (JsonNode watch : watches.path("watches")) {
      out()
          .println(
              "%s: %s for %s, last change %s ago"
                  .formatted(
                      Text.of(watch, "workflow_id"),
                      Text.of(watch, "state"),
                      Text.age(watch, "since", now()),
                      Text.age(watch, "last_event", now())));
    }
    StringBuilder states = new StringBuilder();
    open.byState()
        .forEach(
            (state, number) ->
                states.append(states.isEmpty() ? "" : ", ").append(state + " " + number));
    out().println("open tasks: " + open.total() + (states.isEmpty() ? "" : " (" + states + ")"));
  }
}

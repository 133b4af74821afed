package org.openshift.ci.mirror.api.ctl;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code status}: whether all is well. */
@Command(
    name = "status",
    description = {
      "Says whether all is well, as the page does: what is not well or not known, what the last full"
          + " resync found, how the watch of image streams is, and the open tasks by state.",
      "All is well if the watch follows image streams, a resync has ended and is not older than three"
          + " hours, no sweep has failed, no task has failed since it last succeeded, no tag is stale"
          + " for more than two hours, and not only a dry run has workers. What somebody parked by hand"
          + " or paused is well."
    },
    exitCodeList = {
      "0:all is well",
      "1:something is not, or cannot be known yet, or the request failed",
      "2:a flag, a value or a file that the flags name is wrong"
    })
final class StatusCommand extends CtlCommand {

  private static final String WELL = "well";

  private StatusCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    JsonNode status = api.get("/api/v1/status");
    if (json()) {
      print(json(status));
    } else {
      printText(status);
    }
    return isWell(status) ? 0 : CtlException.FAILED;
  }

  private static boolean isWell(JsonNode status) {
    return Text.of(status, "verdict").equals(WELL);
  }

  private static ObjectNode json(JsonNode status) {
    ObjectNode all = ApiClient.JSON.createObjectNode();
    all.put(WELL, isWell(status));
    for (String field : List.of("verdict", "sentence")) {
      all.set(field, status.path(field));
    }
    ArrayNode problems = all.putArray("problems");
    status.path("problems").forEach(problem -> problems.add(Text.of(problem, "text")));
    for (String field : List.of("notes", "summary", "watches")) {
      all.set(field, status.path(field));
    }
    JsonNode open = status.path("open_tasks");
    ObjectNode tasks = all.putObject("open_tasks");
    tasks.set("total", open.path("total"));
    open.path("by_state")
        .properties()
        .forEach(state -> tasks.set(state.getKey(), state.getValue()));
    return all;
  }

  private void printText(JsonNode status) {
    out().println(Text.of(status, "sentence"));
    for (JsonNode problem : status.path("problems")) {
      out().println("  - " + sentence(problem));
    }
    status.path("notes").forEach(note -> out().println("  " + Text.line(note.asString())));
    JsonNode summary = status.path("summary");
    if (summary.isObject()) {
      out()
          .println(
              "%s (compared %s, %s ago)"
                  .formatted(
                      Text.of(summary, "sentence"),
                      Text.of(summary, "compared_at"),
                      Text.age(summary, "compared_at", now())));
    }
    for (JsonNode watch : status.path("watches")) {
      out().println(Text.of(watch, "workflow_id") + ": " + words(watch));
    }
    JsonNode open = status.path("open_tasks");
    String states =
        open.path("by_state").properties().stream()
            .map(state -> state.getKey() + " " + state.getValue().asLong(0))
            .collect(Collectors.joining(", "));
    out()
        .println(
            "open tasks: "
                + open.path("total").asLong(0)
                + (states.isEmpty() ? "" : " (" + states + ")"));
  }

  private String words(JsonNode watch) {
    String words = Text.of(watch, "state");
    if (Text.time(watch, "since").isPresent()) {
      words += " for " + Text.age(watch, "since", now());
    }
    return Text.time(watch, "last_event").isPresent()
        ? words + ", last change " + Text.age(watch, "last_event", now()) + " ago"
        : words + ", no change seen yet";
  }

  /** A problem, and how to list what it is about, such as {@code See 'list --state=parked'.} */
  private static String sentence(JsonNode problem) {
    String text = Text.of(problem, "text");
    String view = Text.of(problem.path("links").path(0), "view");
    if (!view.startsWith("?")) {
      return text;
    }
    String options =
        Pattern.compile("&")
            .splitAsStream(view.substring(1))
            .map(filter -> " --" + filter.replace('_', '-'))
            .collect(Collectors.joining());
    return "%s%s See 'list%s'.".formatted(text, text.endsWith(".") ? "" : ".", options);
  }
}

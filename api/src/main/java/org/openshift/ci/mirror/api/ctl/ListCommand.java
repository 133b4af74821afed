package org.openshift.ci.mirror.api.ctl;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code list}: the open tasks. */
@Command(
    name = "list",
    description =
        "Lists the open mirror tasks, which are the tags that are not mirrored, all pages. Several"
            + " filters select what all of them do.")
final class ListCommand extends CtlCommand {

  @Mixin private FilterOptions filters;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: all.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "oldest",
      completionCandidates = Orders.class,
      description =
          "Order: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); with more than 20,000 open tasks"
              + " only newest.")
  private String sort;

  @Spec private CommandSpec command;

  private ListCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    if (limit < 1) {
      throw new ParameterException(command.commandLine(), "--limit must be 1 or more");
    }
    ObjectNode listing = TaskListing.read(api, filters.parameters(), sort, limit);
    if (json()) {
      print(listing);
      return 0;
    }
    JsonNode tasks = listing.path("mirrors");
    if (tasks.isEmpty()) {
      note("no open task");
      return 0;
    }
    Table table = new Table("TAG", "STATE", "OWNER", "STALE", "AGE", "NEXT", "ERROR");
    for (JsonNode task : tasks) {
      table.add(
          Text.tag(task),
          Text.orDash(task, "state"),
          Text.orDash(task, "owner"),
          task.path("stale").asBoolean(false) ? "yes" : "no",
          Text.age(task, "created_at", now()),
          Text.next(task, now()),
          Text.error(task));
    }
    out().print(table);
    long total = listing.path("total").asLong(tasks.size());
    if (total > tasks.size()) {
      note("%d of %d open tasks".formatted(tasks.size(), total));
    }
    return 0;
  }

  /** For the completion of shells; the service knows them, and says so. */
  static final class Orders extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Orders() {
      super(List.of("oldest", "newest", "tag", "failures"));
    }
  }
}

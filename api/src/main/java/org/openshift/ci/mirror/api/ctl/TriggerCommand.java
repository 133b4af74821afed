package org.openshift.ci.mirror.api.ctl;

import java.util.SequencedMap;
import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The command {@code trigger}: tasks check again now. */
@Command(
    name = "trigger",
    description = {
      "Makes the task of a tag check again now, and starts one if none is open; or makes all open"
          + " tasks that the filters select check again.",
      "It cannot do harm: a task finds out by itself what its destination should hold."
    },
    exitCodeList = {
      "0:done; with --wait, all tasks were triggered that were still open",
      "1:it was refused; with --wait, Temporal ended the batch early",
      "2:a flag, a value or a file that the flags name is wrong",
      "3:with --wait, the time is up; the batch goes on"
    })
final class TriggerCommand extends CtlCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = "The image stream tag.")
  private TagReference tag;

  @Mixin private FilterOptions filters;

  @Option(names = "--all", description = "All open tasks.")
  private boolean all;

  @Option(names = "--preview", description = "Only say how many tasks would be triggered.")
  private boolean preview;

  @Option(
      names = "--wait",
      description =
          "With filters or --all: wait until all tasks were triggered. 'wait' waits for one tag.")
  private boolean wait;

  @Mixin private WaitOptions waiting;

  @Mixin private ReasonOption reason;

  @Spec private CommandSpec command;

  private TriggerCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    boolean filtered = !filters.parameters().isEmpty();
    int ways = (tag == null ? 0 : 1) + (all ? 1 : 0) + (filtered ? 1 : 0);
    if (ways != 1) {
      throw bad("give a tag, or filters, or --all");
    }
    if (preview && wait) {
      throw bad("--preview triggers nothing that --wait could wait for");
    }
    if (tag == null) {
      return triggerMany(api);
    }
    if (preview || wait) {
      throw bad((preview ? "--preview" : "--wait") + " is for filters and --all");
    }
    return TaskRequest.send(this, api, tag, "trigger", reason.parameters());
  }

  private int triggerMany(ApiClient api) throws InterruptedException {
    SequencedMap<String, String> parameters = filters.parameters();
    if (all) {
      parameters.put("all", "true");
    }
    if (preview) {
      parameters.put("preview", "true");
    }
    parameters.putAll(reason.parameters());
    JsonNode answer = api.post(ApiClient.MIRRORS + "/trigger" + ApiClient.query(parameters));
    String batch = Text.of(answer, "batch_id");
    if (wait && !batch.isEmpty()) {
      return new BatchWait(this, api, batch, waiting).untilItEnds();
    }
    if (json()) {
      print(answer);
      return 0;
    }
    long total = answer.path("total").asLong(0);
    if (preview) {
      out().println("open tasks that would be triggered: " + total);
    } else if (total == 0) {
      out().println("no open task is selected, and nothing was triggered");
    } else {
      out()
          .println(
              "open tasks that are being triggered, at most 100 a second: %d; batch %s %s"
                  .formatted(total, batch, Text.of(answer, "batch_url"))
                  .strip());
    }
    return 0;
  }

  private ParameterException bad(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}

package org.openshift.ci.mirror.api.ctl;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks something of the task of one tag, or of all that filters select. */
abstract class ManyTasksCommand extends CtlCommand {

  private final String action;
  private final String done;
  private final boolean parkedByHand;

  @Parameters(
      arity = "0..1",
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = TagArgument.DESCRIPTION)
  private TagName name;

  @Mixin private FilterOptions filters;

  @Option(names = "--all", description = "All open tasks.")
  private boolean all;

  @Option(names = "--preview", description = "Only say how many tasks would be asked.")
  private boolean preview;

  @Option(
      names = "--wait",
      description =
          "With filters or --all: wait until all tasks were asked, and say what fails then. 'wait'"
              + " waits for one tag.")
  private boolean wait;

  @Mixin private WaitOptions waiting;

  @Mixin private ReasonOption reason;

  @Spec private CommandSpec command;

  /**
   * A command.
   *
   * @param action as the service names it
   * @param done what was done to the tasks then
   * @param parkedByHand whether it is for tasks that a person parked, or for all others
   */
  ManyTasksCommand(String action, String done, boolean parkedByHand) {
    this.action = action;
    this.done = done;
    this.parkedByHand = parkedByHand;
  }

  @Override
  final int run(ApiClient api) throws InterruptedException {
    boolean filtered = !filters.parameters().isEmpty();
    List<String> ways =
        Stream.of(name == null ? "" : "a tag", filtered ? "filters" : "", all ? "--all" : "")
            .filter(way -> !way.isEmpty())
            .toList();
    if (ways.size() != 1) {
      throw bad(
          switch (ways.size()) {
            case 0 -> "give a tag, or filters, or --all";
            case 2 -> "give either " + String.join(" or ", ways) + ", not both";
            default -> "give only one of a tag, filters and --all";
          });
    }
    if (preview && wait) {
      throw bad("--preview asks nothing that --wait could wait for");
    }
    if (name == null) {
      return askMany(api);
    }
    if (preview || wait) {
      throw bad((preview ? "--preview" : "--wait") + " is for filters and --all");
    }
    return askOne(api, name.resolve(this, api));
  }

  private int askOne(ApiClient api, TagReference tag) throws InterruptedException {
    Optional<String> parked = parkedByHand ? Optional.empty() : whyParkedByHand(api, tag);
    if (parked.isPresent()) {
      complain(
          "%s was not %s, because a person parked it (%s); 'unpark %1$s' ends that"
              .formatted(tag, done, parked.get()));
      return CtlException.FAILED;
    }
    return TaskRequest.send(this, api, tag, action, reason.parameters());
  }

  /** Empty if no person parked the tag's open task, or that cannot be read. */
  private static Optional<String> whyParkedByHand(ApiClient api, TagReference tag)
      throws InterruptedException {
    try {
      return api.find(ApiClient.path(tag))
          .filter(task -> Text.of(task, "state").equals(MirrorState.PARKED.wireName()))
          .filter(FailedAgain::isParkedByHand)
          .map(task -> Text.of(task, "last_error"));
    } catch (ApiRefusal e) {
      // The request itself is answered with what is wrong, or who asks may do it but not read.
      return Optional.empty();
    }
  }

  private int askMany(ApiClient api) throws InterruptedException {
    SequencedMap<String, String> parameters = filters.parameters();
    if (all) {
      parameters.put("all", "true");
    }
    if (preview) {
      parameters.put("preview", "true");
    }
    parameters.putAll(reason.parameters());
    Optional<FailedAgain> again =
        wait
            ? Optional.of(FailedAgain.of(api, waiting, filters.parameters(), parkedByHand))
            : Optional.empty();
    JsonNode answer = api.post(ApiClient.MIRRORS + "/" + action + ApiClient.query(parameters));
    String batch = Text.of(answer, "batch_id");
    boolean waits = again.isPresent() && !batch.isEmpty();
    String leftOut = leftOut(answer.path("parked_by_hand").asLong(0));
    if (waits && !leftOut.isEmpty()) {
      note(leftOut);
    }
    if (waits) {
      return new BatchWait(this, api, batch, done, waiting, again.get()).untilItEnds();
    }
    if (json()) {
      print(answer);
      return 0;
    }
    out().println(saidOf(answer));
    if (!leftOut.isEmpty()) {
      out().println(leftOut);
    }
    return 0;
  }

  private String saidOf(JsonNode answer) {
    long total = answer.path("total").asLong(0);
    String batch = Text.of(answer, "batch_id");
    if (preview) {
      return "open tasks that would be %s: %d".formatted(done, total);
    }
    return total == 0
        ? "no open task is selected that could be %1$s, and nothing was %1$s".formatted(done)
        : "open tasks that are being %s, at most 100 a second: %d; batch %s %s"
            .formatted(done, total, batch, Text.of(answer, "batch_url"))
            .strip();
  }

  private static String leftOut(long parkedByHand) {
    return parkedByHand == 0
        ? ""
        : "not among them, because a person parked them: %d; 'unpark' ends that"
            .formatted(parkedByHand);
  }

  private ParameterException bad(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}

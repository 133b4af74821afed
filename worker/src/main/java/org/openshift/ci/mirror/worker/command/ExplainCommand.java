package org.openshift.ci.mirror.worker.command;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.watchrules.WatchDecision;
import org.openshift.ci.mirror.worker.settings.SettingsCheck;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerArguments;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import org.openshift.ci.mirror.worker.wiring.ConfigWiring;
import org.openshift.ci.mirror.worker.wiring.SourceWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code explain}: says whether a tag is watched, and why. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Says whether the flags, the file of --config and the release repository ask for a tag to be"
          + " mirrored, and which rule decides. For a test input, also lists the configs that name"
          + " it.",
      "Takes the worker's flags; give the flags that the worker runs with. Contacts neither Temporal"
          + " nor a cluster nor a registry."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the tag is watched",
      "1:the command failed",
      "2:a flag, a value or a file that the flags name is not valid",
      "3:the tag is not watched"
    })
public final class ExplainCommand implements Callable<Integer> {

  private static final int NOT_WATCHED = 3;

  @Parameters(index = "0", paramLabel = "NS/NAME:TAG", description = "The image stream tag.")
  String tag;

  @Mixin WorkerArguments arguments;

  @Mixin OutputOption output;

  @Spec CommandSpec command;

  private ExplainCommand() {}

  @Override
  public Integer call() {
    TagReference reference = parse(tag);
    WorkerSettings settings = arguments.toSettings();
    SettingsCheck.check(settings);
    Optional<ReleaseInputs> inputs =
        settings.sources().releaseRepository() == null
            ? Optional.empty()
            : Optional.of(TestInputsCommand.read(arguments.release()));
    try (MirroringConfigFile config = ConfigWiring.open(settings, new SimpleMeterRegistry())) {
      TestInputs testInputs =
          inputs.<TestInputs>map(read -> read.index().used()).orElseGet(TestInputs::none);
      WatchDecision decision =
          SourceWiring.rules(settings.sources(), config::current, () -> testInputs)
              .get()
              .decide(reference);
      Explanation explanation = Explanation.of(decision, inputs);
      PrintWriter out = command.commandLine().getOut();
      if (output.json()) {
        OutputOption.print(out, explanation);
      } else {
        explanation.lines().forEach(out::println);
      }
      out.flush();
      noteUnresolved(explanation.unresolved());
      return explanation.watched() ? 0 : NOT_WATCHED;
    }
  }

  private void noteUnresolved(int unresolved) {
    if (unresolved > 0) {
      command
          .commandLine()
          .getErr()
          .printf(
              "note: %d references in the release repository could not be resolved, and may name"
                  + " it too; 'test-inputs' lists them%n",
              unresolved);
    }
  }

  private static TagReference parse(String text) {
    try {
      return TagReference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }
}

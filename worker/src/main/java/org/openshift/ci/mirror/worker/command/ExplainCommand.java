package org.openshift.ci.mirror.worker.command;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;
import org.openshift.ci.mirror.release.index.ReleaseIndex;
import org.openshift.ci.mirror.watchrules.StreamReference;
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
          + " nor a cluster nor a registry. The exit status is 0 whatever the answer."
    })
public final class ExplainCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NS/NAME:TAG", description = "The image stream tag.")
  String tag;

  @Mixin WorkerArguments arguments;

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
      PrintWriter out = command.commandLine().getOut();
      out.println(decision);
      inputs.ifPresent(read -> printConfigs(reference, read, out));
    }
    return 0;
  }

  private void printConfigs(TagReference reference, ReleaseInputs inputs, PrintWriter out) {
    ReleaseIndex index = inputs.index();
    index.configsOf(reference).forEach(config -> out.println("  named by " + config));
    index
        .configsOf(StreamReference.of(reference))
        .forEach(config -> out.println("  its stream is used by " + config));
    int unresolved = inputs.problems().all().size() + inputs.warnings().size();
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

package org.openshift.ci.mirror.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.bench.measure.Scoreboard;
import org.openshift.ci.mirror.bench.measure.Table;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.LineUp;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.testing.RegistryBinary;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every measurement can be told, and how it shows what it found. */
final class CommonOptions {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns of each contestant; the median counts. Default: ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(
      names = "--contestants",
      paramLabel = "NAME",
      split = ",",
      description = "Only these. Default: all that are installed.")
  List<String> contestants = new ArrayList<>();

  @Option(
      names = "--registry",
      paramLabel = "NAME",
      description =
          "The registry server: ${COMPLETION-CANDIDATES}. Default: the first that is installed of"
              + " distribution_2 (docker-registry), distribution_3 (registry).")
  RegistryBinary registry;

  @Option(names = "--markdown", description = "Write the table in Markdown.")
  boolean markdown;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** The registry server to measure with. */
  RegistryBinary registry() {
    if (registry != null) {
      if (registry.find().isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--registry: " + registry + " is not installed");
      }
      return registry;
    }
    // The figures that others measured are of version 2.8.
    if (RegistryBinary.DISTRIBUTION_2.find().isPresent()) {
      return RegistryBinary.DISTRIBUTION_2;
    }
    if (RegistryBinary.DISTRIBUTION_3.find().isPresent()) {
      return RegistryBinary.DISTRIBUTION_3;
    }
    throw new BenchException(
        "no registry server is installed; run hack/get-tools.sh, or 'apt install docker-registry'");
  }

  /** Who takes part; refuses a name that is unknown or not installed. */
  <J> LineUp<J> field(List<Tool<J>> all) {
    try {
      return LineUp.of(all, contestants);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--contestants: " + e.getMessage(), e);
    }
  }

  /** Refuses a number that is not above 0. */
  void requirePositive(String option, double value) {
    if (!(value > 0)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be above 0, not %s".formatted(option, value));
    }
  }

  /** Shows a line about what is going on. */
  void progress(String line) {
    spec.commandLine().getErr().println(line);
  }

  /** Shows a table. */
  void show(Table table) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(markdown ? table.markdown() : table.plain());
  }

  /** The exit status: 1 when a contestant failed. */
  int exitStatus(Scoreboard scores) {
    scores
        .failures()
        .forEach((name, reason) -> progress("error: " + name + " failed in " + reason));
    return scores.failures().isEmpty() ? 0 : 1;
  }
}

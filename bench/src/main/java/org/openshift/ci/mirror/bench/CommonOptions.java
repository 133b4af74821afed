package org.openshift.ci.mirror.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openshift.ci.mirror.bench.measure.Measurements;
import org.openshift.ci.mirror.bench.measure.Table;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.LineUp;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.testing.RegistryBinary;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all measurements have in common, and their output. */
final class CommonOptions {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Trials of each tool; tables show the median. Default: ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(
      names = "--tools",
      paramLabel = "NAME",
      split = ",",
      description = "The tools to measure. Default: all that are installed.")
  List<String> tools = new ArrayList<>();

  @Option(
      names = "--registry",
      paramLabel = "NAME",
      description =
          "The registry server: ${COMPLETION-CANDIDATES}. Default: the first installed one of"
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
    // Published figures of other tools were measured with version 2.8.
    return Stream.of(RegistryBinary.DISTRIBUTION_2, RegistryBinary.DISTRIBUTION_3)
        .filter(binary -> binary.find().isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new BenchException(
                    "no registry server is installed; run hack/get-tools.sh, or 'apt install docker-registry'"));
  }

  /** The tools to measure; refuses one that is unknown or not installed. */
  <J> LineUp<J> lineUp(List<Tool<J>> all) {
    try {
      return LineUp.of(all, tools);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--tools: " + e.getMessage(), e);
    }
  }

  /** Refuses a number that is not above 0. */
  void requirePositive(String option, double value) {
    if (!(value > 0)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be above 0, not %s".formatted(option, value));
    }
  }

  /** Prints a line about the progress to standard error. */
  void progress(String line) {
    spec.commandLine().getErr().println(line);
  }

  /** Prints a table to standard output. */
  void show(Table table) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(markdown ? table.markdown() : table.plain());
  }

  /** The exit status: 1 if a tool failed. */
  int exitStatus(Measurements measurements) {
    measurements
        .failures()
        .forEach((name, reason) -> progress("error: " + name + " failed in " + reason));
    return measurements.failures().isEmpty() ? 0 : 1;
  }
}

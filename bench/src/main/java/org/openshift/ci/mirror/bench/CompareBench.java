package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.compare.BareCompare;
import org.openshift.ci.mirror.bench.compare.CompareJob;
import org.openshift.ci.mirror.bench.compare.EngineCompare;
import org.openshift.ci.mirror.bench.compare.EqualRegistries;
import org.openshift.ci.mirror.bench.compare.ProgramCompare;
import org.openshift.ci.mirror.bench.compare.RegsyncCompare;
import org.openshift.ci.mirror.bench.measure.Measurements;
import org.openshift.ci.mirror.bench.trial.LineUp;
import org.openshift.ci.mirror.bench.trial.Rounds;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.testing.RegistryBinary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a tool notices that there is nothing to do. */
@Command(
    name = "compare",
    description = "Compares tags that are equal at source and target.",
    mixinStandardHelpOptions = true)
final class CompareBench implements Callable<Integer> {

  @Mixin CommonOptions common;
  @Mixin WarmUpOptions warmUp;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Pairs of tags to compare, rounded up to an even number. Default: ${DEFAULT-VALUE}.")
  int pairs = 2000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    common.requirePositive("--rounds", common.rounds);
    common.requirePositive("--warm-ups", warmUp.warmUps);
    common.requirePositive("--pairs", pairs);
    LineUp<CompareJob> lineUp = common.lineUp(tools());
    RegistryBinary registry = common.registry();
    common.progress("filling both registries for " + pairs + " pairs");
    try (EqualRegistries registries = EqualRegistries.with(registry, (pairs + 1) / 2)) {
      Measurements measurements =
          new Rounds<>(lineUp.present(), registries::fixture, common::progress)
              .run(warmUp.warmUps, common.rounds);
      common.show(
          ReportTable.ofRates(
                  "Nothing to do: %d pairs, median of %d".formatted(pairs, common.rounds),
                  "pairs/s",
                  1,
                  List.of(BareCompare.NAME, RegsyncCompare.NAME),
                  Machine.notes(registry, lineUp))
              .table(measurements));
      return common.exitStatus(measurements);
    }
  }

  private static List<Tool<CompareJob>> tools() {
    return List.of(
        new BareCompare(),
        new EngineCompare(false),
        new EngineCompare(true),
        new RegsyncCompare(),
        ProgramCompare.skopeo(),
        ProgramCompare.crane());
  }
}

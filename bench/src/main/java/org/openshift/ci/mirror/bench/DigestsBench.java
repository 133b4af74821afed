package org.openshift.ci.mirror.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.digests.DigestsFixture;
import org.openshift.ci.mirror.bench.digests.DigestsJob;
import org.openshift.ci.mirror.bench.digests.EngineDigests;
import org.openshift.ci.mirror.bench.measure.Measurements;
import org.openshift.ci.mirror.bench.trial.LineUp;
import org.openshift.ci.mirror.bench.trial.Rounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long a resync takes to read the digests at quay, within quay's limits. */
@Command(
    name = "digests",
    description =
        "Reads the digests of many tags from a server with quay.io's limits (50 HEADs and 5 pages of"
            + " tags a second), one by one and in bulk.",
    mixinStandardHelpOptions = true)
final class DigestsBench implements Callable<Integer> {

  private static final String ONE_BY_ONE = "head";

  @Mixin CommonOptions common;

  @Option(
      names = "--tags",
      paramLabel = "N",
      description = "Tags to read; the server has three times as many. Default: ${DEFAULT-VALUE}.")
  int tags = 5_000;

  @Override
  public Integer call() throws InterruptedException {
    common.requirePositive("--rounds", common.rounds);
    common.requirePositive("--tags", tags);
    LineUp<DigestsJob> lineUp =
        common.lineUp(List.of(new EngineDigests(false), new EngineDigests(true)));
    Measurements measurements =
        new Rounds<>(lineUp.present(), () -> new DigestsFixture(tags), common::progress)
            .run(0, common.rounds);
    common.show(
        ReportTable.ofRates(
                "Digests within quay's limits: %d tags, median of %d"
                    .formatted(tags, common.rounds),
                "tags/s",
                1,
                List.of(ONE_BY_ONE),
                List.of(Machine.describe()))
            .table(measurements));
    return common.exitStatus(measurements);
  }
}

package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.copy.BareCopy;
import org.openshift.ci.mirror.bench.copy.CraneCopy;
import org.openshift.ci.mirror.bench.copy.EngineCopy;
import org.openshift.ci.mirror.bench.copy.OcCopy;
import org.openshift.ci.mirror.bench.copy.RegsyncCopy;
import org.openshift.ci.mirror.bench.copy.SkopeoCopy;
import org.openshift.ci.mirror.bench.images.CopyFixture;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.images.SourceRegistry;
import org.openshift.ci.mirror.bench.measure.Measurements;
import org.openshift.ci.mirror.bench.trial.LineUp;
import org.openshift.ci.mirror.bench.trial.Rounds;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.testing.RegistryBinary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures how fast a tool copies images from one registry to another. */
@Command(
    name = "copy",
    description = "Copies a set of images into an empty repository, two tags for each.",
    mixinStandardHelpOptions = true)
final class CopyBench implements Callable<Integer> {

  @Mixin CommonOptions common;
  @Mixin WarmUpOptions warmUp;
  @Mixin ImageSetOptions images;

  @Override
  public Integer call() throws IOException, InterruptedException {
    common.requirePositive("--rounds", common.rounds);
    common.requirePositive("--warm-ups", warmUp.warmUps);
    images.check(common);
    LineUp<CopyJob> lineUp = common.lineUp(tools());
    RegistryBinary registry = common.registry();
    ImageSet set = images.set();
    common.progress("filling the source with " + set.images().size() + " images");
    try (SourceRegistry source = SourceRegistry.with(registry, set)) {
      Measurements measurements =
          new Rounds<>(
                  lineUp.present(),
                  () -> new CopyFixture(registry, source.host(), set),
                  common::progress)
              .run(warmUp.warmUps, common.rounds);
      common.show(
          ReportTable.ofCopies(
                  "Copy",
                  set,
                  common.rounds,
                  List.of(BareCopy.NAME, RegsyncCopy.NAME),
                  Machine.notes(registry, lineUp))
              .table(measurements));
      return common.exitStatus(measurements);
    }
  }

  private static List<Tool<CopyJob>> tools() {
    return List.of(
        new BareCopy(),
        new EngineCopy(),
        new RegsyncCopy(),
        new SkopeoCopy(1),
        new SkopeoCopy(4),
        new CraneCopy(1),
        new CraneCopy(4),
        OcCopy.inBatchesOfTen(),
        OcCopy.inOneBatch());
  }
}

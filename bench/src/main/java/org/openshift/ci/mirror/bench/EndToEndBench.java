package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.bench.copy.BareCopy;
import org.openshift.ci.mirror.bench.copy.OcCopy;
import org.openshift.ci.mirror.bench.copy.RegsyncCopy;
import org.openshift.ci.mirror.bench.endtoend.EndToEndCopy;
import org.openshift.ci.mirror.bench.endtoend.WorkerJar;
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
import picocli.CommandLine.Option;

/** Measures the whole service, from the event to the last readable tag. */
@Command(
    name = "end-to-end",
    description =
        "Mirrors a set of images with Temporal and a worker, from the event until every tag is"
            + " readable; then tiny images, to measure tasks per second.",
    mixinStandardHelpOptions = true)
final class EndToEndBench implements Callable<Integer> {

  private static final String PRODUCTION_HEAP = "256m";
  private static final String OTHER_SERVICE = "other-service";
  private static final String WARM_UP_NAMESPACE = "warm-up-";
  private static final double WARM_UP_SCALE = 0.05;
  private static final long TINY_BYTES = 1000;

  @Mixin CommonOptions common;
  @Mixin ImageSetOptions images;

  @Option(
      names = "--tiny-images",
      paramLabel = "N",
      description =
          "Tiny images to mirror; 0: do not measure tasks per second. Default: ${DEFAULT-VALUE}.")
  int tinyImages = 500;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description =
          "Sets of images with small layers that a new worker mirrors before it is measured."
              + " Default: ${DEFAULT-VALUE}.")
  int warmUps = 10;

  @Option(
      names = "--worker-jar",
      paramLabel = "FILE",
      description = "The worker's jar. Default: worker/target/ci-images-mirror-worker.jar.")
  Path workerJar;

  @Option(
      names = "--other-worker-jar",
      paramLabel = "FILE",
      description =
          "The jar of another version of the worker, measured in the same rounds as '"
              + OTHER_SERVICE
              + "'. Default: none.")
  Path otherWorkerJar;

  @Override
  public Integer call() throws IOException, InterruptedException {
    common.requirePositive("--rounds", common.rounds);
    common.requirePositive("--warm-ups", warmUps);
    images.check(common);
    Optional<Path> jar = workerJar == null ? WorkerJar.find() : Optional.of(workerJar);
    List<ImageSet> warmUp =
        IntStream.range(0, warmUps)
            .mapToObj(i -> images.layered(WARM_UP_NAMESPACE + i, WARM_UP_SCALE, i))
            .toList();
    LineUp<CopyJob> lineUp = common.lineUp(tools(jar, warmUp));
    RegistryBinary registry = common.registry();
    ImageSet set = images.set();
    common.progress("filling the source with " + set.images().size() + " images");
    try (SourceRegistry source = SourceRegistry.with(registry, set)) {
      for (ImageSet more : warmUp) {
        source.add(more);
      }
      Measurements measurements = measure(lineUp, registry, source, set);
      common.show(
          ReportTable.ofCopies(
                  "End to end",
                  set,
                  common.rounds,
                  List.of(BareCopy.NAME, RegsyncCopy.NAME, OcCopy.BATCHES, OTHER_SERVICE),
                  Machine.notes(registry, lineUp))
              .table(measurements));
      int tinyStatus = tinyImages > 0 ? measureTiny(lineUp, registry, source) : 0;
      return Math.max(common.exitStatus(measurements), tinyStatus);
    }
  }

  private Measurements measure(
      LineUp<CopyJob> lineUp, RegistryBinary registry, SourceRegistry source, ImageSet set)
      throws InterruptedException {
    return new Rounds<>(
            lineUp.present(), () -> new CopyFixture(registry, source.host(), set), common::progress)
        .run(1, common.rounds);
  }

  /** The images are in the same namespace, each in an image stream of its own. */
  private int measureTiny(LineUp<CopyJob> lineUp, RegistryBinary registry, SourceRegistry source)
      throws IOException, InterruptedException {
    ImageSet tiny = ImageSet.single(EndToEndCopy.NAMESPACE, tinyImages, TINY_BYTES, 99);
    common.progress("filling the source with " + tinyImages + " tiny images");
    source.add(tiny);
    Measurements measurements = measure(lineUp, registry, source, tiny);
    common.show(
        ReportTable.ofRates(
                "End to end: %d tiny images, two tags each, median of %d"
                    .formatted(tinyImages, common.rounds),
                "images/s",
                2,
                List.of(RegsyncCopy.NAME, OcCopy.BATCHES, OTHER_SERVICE),
                Machine.notes(registry, lineUp))
            .table(measurements));
    return common.exitStatus(measurements);
  }

  private List<Tool<CopyJob>> tools(Optional<Path> jar, List<ImageSet> warmUp) {
    List<Tool<CopyJob>> tools = new ArrayList<>();
    tools.add(new BareCopy());
    tools.add(new EndToEndCopy(EndToEndCopy.NAME, jar, PRODUCTION_HEAP, warmUp));
    tools.add(new EndToEndCopy(EndToEndCopy.NAME + "-default-heap", jar, "", warmUp));
    if (otherWorkerJar != null) {
      tools.add(
          new EndToEndCopy(OTHER_SERVICE, Optional.of(otherWorkerJar), PRODUCTION_HEAP, warmUp));
    }
    tools.add(new RegsyncCopy());
    tools.add(OcCopy.inBatchesOfTen());
    return tools;
  }
}

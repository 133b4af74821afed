package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.endtoend.EndToEndCopy;
import org.openshift.ci.mirror.bench.endtoend.WorkerJar;
import org.openshift.ci.mirror.bench.images.CopyFixture;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.images.SourceRegistry;
import org.openshift.ci.mirror.bench.memory.EngineSubject;
import org.openshift.ci.mirror.bench.memory.Reading;
import org.openshift.ci.mirror.bench.memory.Subject;
import org.openshift.ci.mirror.bench.memory.WorkerSubject;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.testing.RegistryBinary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how much memory mirroring needs. */
@Command(
    name = "memory",
    description =
        "Mirrors several large layers at a time, then many small images, in processes with a small"
            + " heap. Linux only. Needs twice the layers' size on disk.",
    mixinStandardHelpOptions = true)
final class MemoryBench implements Callable<Integer> {

  private static final long MEBIBYTE = 1 << 20;
  private static final long SMALL_BYTES = 1000;
  private static final int STEPS = 4;

  @Mixin CommonOptions common;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description =
          "Large layers to mirror at a time, each in its own image; 0: none. Default: ${DEFAULT-VALUE}.")
  int layers = 8;

  @Option(
      names = "--layer-size",
      paramLabel = "MIB",
      description = "Size of a large layer, in MiB. Default: ${DEFAULT-VALUE}.")
  long layerMebibytes = 1024;

  @Option(
      names = "--small-images",
      paramLabel = "N",
      description = "Small images to mirror; 0: none. Default: ${DEFAULT-VALUE}.")
  int smallImages = 2000;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Largest heap, as for Java's -Xmx. Default: ${DEFAULT-VALUE}.")
  String heap = "256m";

  @Option(
      names = "--worker-jar",
      paramLabel = "FILE",
      description = "The worker's jar. Default: worker/target/ci-images-mirror-worker.jar.")
  Path workerJar;

  private boolean failed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RegistryBinary registry = common.registry();
    List<String> notes = new ArrayList<>(List.of(Machine.describe(), Machine.describe(registry)));
    List<Subject> subjects = subjects(notes);
    MemoryReport report = new MemoryReport(heap, notes);
    if (layers > 0) {
      ImageSet large =
          ImageSet.single(EndToEndCopy.NAMESPACE, layers, layerMebibytes * MEBIBYTE, 1);
      List<MemoryReport.Row> rows = measure(registry, large, subjects, layers);
      common.show(report.largeLayers(large, rows));
    }
    if (smallImages > 0) {
      ImageSet small = ImageSet.single(EndToEndCopy.NAMESPACE, smallImages, SMALL_BYTES, 2);
      int step = Math.max(1, smallImages / STEPS);
      common.show(report.manyImages(small, measure(registry, small, subjects, step)));
    }
    return failed ? 1 : 0;
  }

  private List<Subject> subjects(List<String> notes) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new EngineSubject(BenchMain.class, heap));
    Optional<Path> jar = workerJar == null ? WorkerJar.find() : Optional.of(workerJar);
    Optional<String> absence = WorkerJar.absence(jar);
    if (absence.isPresent()) {
      notes.add("not measured: " + absence.get());
    } else {
      subjects.add(new WorkerSubject(jar.orElseThrow(), heap));
    }
    return subjects;
  }

  private List<MemoryReport.Row> measure(
      RegistryBinary registry, ImageSet set, List<Subject> subjects, int step)
      throws IOException, InterruptedException {
    common.progress(
        "filling the source with %d images of %d bytes"
            .formatted(set.images().size(), set.uniqueBytes() / set.images().size()));
    List<MemoryReport.Row> rows = new ArrayList<>();
    try (SourceRegistry source = SourceRegistry.with(registry, set)) {
      for (Subject subject : subjects) {
        try (CopyFixture fixture = new CopyFixture(registry, source.host(), set)) {
          List<Reading> readings = subject.mirror(fixture.job(), step);
          fixture.check(fixture.job().tagCount());
          rows.add(new MemoryReport.Row(subject.name(), readings));
          common.progress(subject.name() + ": done");
        } catch (BenchException e) {
          failed = true;
          common.progress("error: " + subject.name() + " failed: " + e.getMessage());
        }
      }
    }
    return rows;
  }
}

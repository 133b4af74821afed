package org.openshift.ci.mirror.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.openshift.ci.mirror.bench.images.WorkFolder;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Statistics;
import org.openshift.ci.mirror.bench.measure.Table;
import org.openshift.ci.mirror.bench.program.JavaCommand;
import org.openshift.ci.mirror.bench.release.ReleaseReading;
import org.openshift.ci.mirror.bench.release.ReleaseTree;
import org.openshift.ci.mirror.bench.trial.BenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a release repository is read and followed. */
@Command(
    name = "release",
    description =
        "Reads a made-up checkout of the size of openshift/release in a process with a small heap,"
            + " then changes it. Linux only. Needs about 700 MB on the disk.",
    mixinStandardHelpOptions = true)
final class ReleaseBench implements Callable<Integer> {

  @Mixin CommonOptions common;

  @Option(
      names = "--configs",
      paramLabel = "N",
      description = "ci-operator configs. Default: ${DEFAULT-VALUE}.")
  int configs = 15_000;

  @Option(
      names = "--registry-files",
      paramLabel = "N",
      description = "Files of the step registry. Default: ${DEFAULT-VALUE}.")
  int registryFiles = 12_000;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Largest heap, as Java's -Xmx has it. Default: ${DEFAULT-VALUE}.")
  String heap = "512m";

  @Option(
      names = "--write-only",
      paramLabel = "DIR",
      description = "Write the checkout there, which must not exist yet, and measure nothing.")
  Path writeOnly;

  @Override
  public Integer call() throws IOException, InterruptedException {
    common.requirePositive("--configs", configs - 3);
    common.requirePositive("--registry-files", registryFiles);
    common.requirePositive("--rounds", common.rounds);
    ReleaseTree tree = new ReleaseTree(configs, registryFiles);
    if (writeOnly != null) {
      Files.createDirectory(writeOnly);
      common.progress("wrote %s MB".formatted(Figures.megabytes(tree.write(writeOnly))));
      return 0;
    }
    List<ReleaseReading> readings = new ArrayList<>();
    long bytes = 0;
    for (int round = 1; round <= common.rounds; round++) {
      try (WorkFolder folder = WorkFolder.create()) {
        Path first = folder.path().resolve("first");
        Path second = folder.path().resolve("second");
        bytes = tree.write(first);
        tree.write(second);
        readings.add(measure(first, second, folder.path().resolve("out")));
        common.progress("round %d: %s".formatted(round, readings.getLast()));
      }
    }
    common.show(table(readings, bytes));
    return 0;
  }

  private ReleaseReading measure(Path first, Path second, Path output)
      throws IOException, InterruptedException {
    List<String> arguments = List.of(ReleaseChild.COMMAND, first.toString(), second.toString());
    int status =
        new ProcessBuilder(JavaCommand.self(heap, BenchMain.class, arguments))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    List<String> lines = Files.readAllLines(output);
    return lines.stream()
        .filter(ReleaseReading::isOne)
        .findFirst()
        .map(ReleaseReading::parse)
        .orElseThrow(
            () ->
                new BenchException(
                    "the reading process ended with status %d: %s"
                        .formatted(status, lines.isEmpty() ? "" : lines.getLast())));
  }

  private Table table(List<ReleaseReading> readings, long bytes) {
    String title =
        "Release repository: %,d configs, %,d files of the step registry, %s MB, -Xmx%s"
            .formatted(configs, registryFiles, Figures.megabytes(bytes), heap);
    List<List<String>> rows =
        List.of(
            row("first load, seconds", readings, ReleaseReading::firstLoad),
            row("another checkout in its place, seconds", readings, ReleaseReading::swap),
            row("edit of a config, seconds", readings, ReleaseReading::configEdit),
            row("edit of a step, seconds", readings, ReleaseReading::stepEdit),
            row("live heap, MiB", readings, reading -> reading.liveHeap() / (double) (1 << 20)),
            row(
                "peak resident, MiB",
                readings,
                reading -> reading.peakResident() / (double) (1 << 20)));
    return new Table(
        title, List.of("", "median", "least", "most"), rows, List.of(Machine.describe()));
  }

  private static List<String> row(
      String name, List<ReleaseReading> readings, ToDoubleFunction<ReleaseReading> figure) {
    List<Double> values = readings.stream().mapToDouble(figure).boxed().toList();
    return List.of(
        name,
        Figures.number(Statistics.median(values)),
        Figures.smallest(values),
        Figures.largest(values));
  }
}

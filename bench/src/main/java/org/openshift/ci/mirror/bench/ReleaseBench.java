package org.openshift.ci.mirror.bench;

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
import org.openshift.ci.mirror.bench.release.ReleaseResult;
import org.openshift.ci.mirror.bench.release.ReleaseTree;
import org.openshift.ci.mirror.bench.trial.BenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast changes of a release repository are read. */
@Command(
    name = "release",
    description =
        "Reads a generated checkout of the size of openshift/release in a process with a small heap,"
            + " then changes it. Linux only. Needs about 700 MB on disk.",
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
      description = "Largest heap, as for Java's -Xmx. Default: ${DEFAULT-VALUE}.")
  String heap = "512m";

  @Option(
      names = "--write-only",
      paramLabel = "DIR",
      description = "Write the checkout to this new folder, and measure nothing.")
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
    List<ReleaseResult> results = new ArrayList<>();
    long bytes = 0;
    for (int round = 1; round <= common.rounds; round++) {
      try (WorkFolder folder = WorkFolder.create()) {
        Path first = folder.path().resolve("first");
        Path second = folder.path().resolve("second");
        bytes = tree.write(first);
        tree.write(second);
        results.add(measure(first, second, folder.path().resolve("out")));
        common.progress("round %d: %s".formatted(round, results.getLast()));
      }
    }
    common.show(table(results, bytes));
    return 0;
  }

  private ReleaseResult measure(Path first, Path second, Path output)
      throws IOException, InterruptedException {
    List<String> arguments = List.of(ReleaseChild.COMMAND, first.toString(), second.toString());
    return JavaCommand.runSelf(heap, BenchMain.class, arguments, output).stream()
        .filter(ReleaseResult::isLine)
        .findFirst()
        .map(ReleaseResult::parse)
        .orElseThrow(() -> new BenchException("the process printed no figures"));
  }

  private Table table(List<ReleaseResult> results, long bytes) {
    String title =
        "Release repository: %,d configs, %,d files of the step registry, %s MB, -Xmx%s"
            .formatted(configs, registryFiles, Figures.megabytes(bytes), heap);
    List<List<String>> rows =
        List.of(
            row("first load, seconds", results, ReleaseResult::firstLoad),
            row("switch to another checkout, seconds", results, ReleaseResult::swap),
            row("edit of a config, seconds", results, ReleaseResult::configEdit),
            row("edit of a step, seconds", results, ReleaseResult::stepEdit),
            row("live heap, MiB", results, result -> result.liveHeap() / (double) (1 << 20)),
            row(
                "peak resident, MiB",
                results,
                result -> result.peakResident() / (double) (1 << 20)));
    return new Table(title, List.of("", "median", "min", "max"), rows, List.of(Machine.describe()));
  }

  private static List<String> row(
      String name, List<ReleaseResult> results, ToDoubleFunction<ReleaseResult> figure) {
    List<Double> values = results.stream().mapToDouble(figure).boxed().toList();
    return List.of(
        name,
        Figures.number(Statistics.median(values)),
        Figures.smallest(values),
        Figures.largest(values));
  }
}

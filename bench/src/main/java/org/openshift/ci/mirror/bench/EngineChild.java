package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.copy.EngineCopy;
import org.openshift.ci.mirror.bench.memory.EngineSubject;
import org.openshift.ci.mirror.bench.memory.Footprint;
import org.openshift.ci.mirror.bench.memory.Reading;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process that {@link EngineSubject} starts: the engine, with a heap of its own. */
@Command(
    name = EngineSubject.COMMAND,
    description = "The process that 'memory' starts.",
    hidden = true)
final class EngineChild implements Callable<Integer> {

  @Parameters(index = "0", description = "The source registry, host:port.")
  String source;

  @Parameters(index = "1", description = "The target registry, host:port.")
  String target;

  @Parameters(
      index = "2",
      description = "A file with one line for each image: the source, then its destinations.")
  Path list;

  @Parameters(index = "3", description = "The number of images between two readings.")
  int step;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> lines = Files.readAllLines(list);
    try (RegistryEngine engine =
        RegistryEngine.create(
            EngineSettings.defaults().withInsecureRegistry(source).withInsecureRegistry(target))) {
      long start = System.nanoTime();
      for (int from = 0; from < lines.size(); from += step) {
        int to = Math.min(from + step, lines.size());
        ConcurrentJobs.forEach(
            lines.subList(from, to), EngineCopy.IMAGES_AT_ONCE, line -> copy(engine, line));
        double seconds = (System.nanoTime() - start) / 1e9;
        Footprint footprint = Footprint.of(ProcessHandle.current());
        out.println(new Reading(to, seconds, footprint, liveHeap()).toLine());
      }
    }
    return 0;
  }

  private static void copy(RegistryEngine engine, String line) {
    List<PullSpec> pullSpecs = Arrays.stream(line.split(" ", -1)).map(PullSpec::parse).toList();
    PullSpec from = pullSpecs.getFirst();
    engine.copy(from, from.digest(), pullSpecs.subList(1, pullSpecs.size()), CopyListener.NONE);
  }

  /** Heap in use after a garbage collection: this is what a leak makes grow. */
  private static OptionalLong liveHeap() {
    System.gc();
    return OptionalLong.of(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }
}

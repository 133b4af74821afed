package org.openshift.ci.mirror.bench.release;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.openshift.ci.mirror.bench.memory.Footprint;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.release.follow.ReleaseWatch;

/**
 * Reads a checkout and its changes, in this process: loads the first checkout through a symbolic
 * link, points the link to the second, which differs in one config, and edits files of the second
 * in place.
 *
 * @param first a checkout
 * @param second an equal checkout
 */
public record ReleaseScenario(Path first, Path second) {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Runs the scenario once and measures each step. */
  public ReleaseResult run() throws IOException, InterruptedException {
    Path link = first.resolveSibling("link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, first);
    edit(second, ReleaseTree.config(1), "swapped");
    double load;
    double swap;
    try (ReleaseWatch watch = new ReleaseWatch(link, NOWHERE, status -> {})) {
      long begin = System.nanoTime();
      watch.start();
      load = since(begin);
      Path next = Files.createSymbolicLink(first.resolveSibling("next"), second);
      begin = System.nanoTime();
      Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
      swap = await(watch, tag("swapped"), begin);
    }
    try (ReleaseWatch watch = new ReleaseWatch(second, NOWHERE, status -> {})) {
      watch.start();
      long begin = System.nanoTime();
      edit(second, ReleaseTree.config(2), "edited");
      double configEdit = await(watch, tag("edited"), begin);
      begin = System.nanoTime();
      replace(
          second.resolve("ci-operator/step-registry").resolve(RegistryFiles.firstStep()),
          RegistryFiles.stepText("step0", "edited"));
      double stepEdit = await(watch, new TagReference("ci", "step0", "edited"), begin);
      long peak = Footprint.of(ProcessHandle.current()).peakBytes();
      return new ReleaseResult(load, swap, configEdit, stepEdit, liveHeap(), peak);
    }
  }

  private static TagReference tag(String tag) {
    return new TagReference("bench", "image", tag);
  }

  /** Adds a base image to a config. */
  private static void edit(Path tree, Path config, String tag) throws IOException {
    Path file = tree.resolve("ci-operator/config").resolve(config);
    String image = "base_images:\n  mark:\n    name: image\n    namespace: bench\n    tag: ";
    replace(file, Files.readString(file).replaceFirst("base_images:\n", image + tag + "\n"));
  }

  private static void replace(Path file, String text) throws IOException {
    Path other = file.resolveSibling(".new");
    Files.writeString(other, text);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static double await(ReleaseWatch watch, TagReference tag, long begin)
      throws InterruptedException {
    while (!watch.testInputs().containsTag(tag)) {
      if (System.nanoTime() - begin > TIMEOUT.toNanos()) {
        throw new BenchException(tag + " is not a test input after " + TIMEOUT.toSeconds() + " s");
      }
      Thread.sleep(2);
    }
    return since(begin);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

package org.openshift.ci.mirror.bench.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.program.Peers;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * {@code oc image mirror} with the flags of the service that this project replaces.
 *
 * @param name its name on the command line and in tables
 * @param pairs pairs of source and destination in one run of {@code oc}, at least 1
 * @param shuffled whether the pairs are in random order, instead of image by image
 */
public record OcCopy(String name, int pairs, boolean shuffled) implements Tool<CopyJob> {

  /** Its name in batches of ten, on the command line and in tables. */
  public static final String BATCHES = "oc-batches";

  private static final int ORIGINAL_BATCH = 10;
  private static final List<String> MIRROR =
      List.of(
          "image",
          "mirror",
          "--insecure=true",
          "--keep-manifest-list=true",
          "--continue-on-error=true",
          "--max-per-registry=20");

  /** Every round has the same random order. */
  private static final long SEED = 10;

  /**
   * As the original service ran it: ten pairs at a time, one for each tag at the target. That
   * service took them from a Go map, which iterates in random order.
   */
  public static OcCopy inBatchesOfTen() {
    return new OcCopy(BATCHES, ORIGINAL_BATCH, true);
  }

  /** All pairs in one run. */
  public static OcCopy inOneBatch() {
    return new OcCopy("oc", Integer.MAX_VALUE, false);
  }

  @Override
  public Optional<String> absence() {
    return Peers.OC.absence();
  }

  @Override
  public Optional<String> version() {
    return Peers.OC.version("version", "--client");
  }

  @Override
  public Trial prepare(CopyJob job) {
    return new OcTrial(job, commands(job));
  }

  List<List<String>> commands(CopyJob job) {
    List<String> all = new ArrayList<>();
    for (BenchImage image : job.set().images()) {
      for (String destination : job.destinations(image)) {
        all.add(job.sourceByDigest(image) + "=" + destination);
      }
    }
    if (shuffled) {
      Collections.shuffle(all, new Random(SEED));
    }
    List<List<String>> commands = new ArrayList<>();
    int size = Math.min(pairs, all.size());
    for (int from = 0; from < all.size(); from += size) {
      List<String> arguments = new ArrayList<>(MIRROR);
      arguments.addAll(all.subList(from, Math.min(from + size, all.size())));
      commands.add(arguments);
    }
    return commands;
  }

  private record OcTrial(CopyJob job, List<List<String>> commands) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      for (List<String> arguments : commands) {
        Peers.OC.run(job.folder(), arguments);
      }
      return job.tagCount();
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofEndedChildren();
    }
  }
}

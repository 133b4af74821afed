package org.openshift.ci.mirror.bench.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.contest.Contestant;
import org.openshift.ci.mirror.bench.contest.Turn;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.program.Peers;

/**
 * {@code oc image mirror} with the flags of the service that this project replaces.
 *
 * @param name as on the command line
 * @param batch images of one run
 */
public record OcCopy(String name, int batch) implements Contestant<CopyJob> {

  /** Its name in batches of ten, as other contestants' ratios refer to it. */
  public static final String BATCHES = "oc-batches";

  /** In batches of ten, as the original service ran it. */
  public static OcCopy inBatchesOfTen() {
    return new OcCopy(BATCHES, 10);
  }

  /** All in one run. */
  public static OcCopy inOneBatch() {
    return new OcCopy("oc", Integer.MAX_VALUE);
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
  public Turn prepare(CopyJob job) {
    return new OcTurn(job, commands(job));
  }

  List<List<String>> commands(CopyJob job) {
    List<List<String>> commands = new ArrayList<>();
    List<BenchImage> images = job.set().images();
    for (int from = 0; from < images.size(); from += Math.min(batch, images.size())) {
      int to = (int) Math.min((long) from + batch, images.size());
      List<String> arguments = new ArrayList<>();
      arguments.addAll(
          List.of(
              "image",
              "mirror",
              "--insecure=true",
              "--keep-manifest-list=true",
              "--continue-on-error=true",
              "--max-per-registry=20"));
      for (BenchImage image : images.subList(from, to)) {
        for (String destination : job.destinations(image)) {
          arguments.add(job.sourceByTag(image) + "=" + destination);
        }
      }
      commands.add(arguments);
    }
    return commands;
  }

  private record OcTurn(CopyJob job, List<List<String>> commands) implements Turn {

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

package org.openshift.ci.mirror.bench.copy;

import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.program.Peers;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * {@code crane copy} for the first tag, {@code crane tag} for the second.
 *
 * @param atOnce images to copy at a time
 */
public record CraneCopy(int atOnce) implements Tool<CopyJob> {

  @Override
  public String name() {
    return atOnce == 1 ? "crane" : "crane-" + atOnce;
  }

  @Override
  public Optional<String> absence() {
    return Peers.CRANE.absence();
  }

  @Override
  public Optional<String> version() {
    return Peers.CRANE.version("version");
  }

  @Override
  public Trial prepare(CopyJob job) {
    return new ProgramTrial(job, Peers.CRANE, atOnce, CraneCopy::commands);
  }

  static List<List<String>> commands(CopyJob job, BenchImage image) {
    String first = job.destinations(image).getFirst();
    return List.of(
        List.of("copy", "--insecure", job.sourceByTag(image), first),
        List.of("tag", "--insecure", first, job.tags(image).getLast()));
  }
}

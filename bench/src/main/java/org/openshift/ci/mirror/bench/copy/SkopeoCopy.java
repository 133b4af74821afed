package org.openshift.ci.mirror.bench.copy;

import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.program.Peers;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * {@code skopeo copy}, once for each tag.
 *
 * @param atOnce images to copy at a time
 */
public record SkopeoCopy(int atOnce) implements Tool<CopyJob> {

  @Override
  public String name() {
    return atOnce == 1 ? "skopeo" : "skopeo-" + atOnce;
  }

  @Override
  public Optional<String> absence() {
    return Peers.SKOPEO.absence();
  }

  @Override
  public Optional<String> version() {
    return Peers.SKOPEO.version("--version");
  }

  @Override
  public Trial prepare(CopyJob job) {
    return new ProgramTrial(job, Peers.SKOPEO, atOnce, SkopeoCopy::commands);
  }

  static List<List<String>> commands(CopyJob job, BenchImage image) {
    return job.destinations(image).stream()
        .map(
            destination ->
                List.of(
                    "copy",
                    "--insecure-policy",
                    "--all",
                    "--preserve-digests",
                    "--quiet",
                    "--src-tls-verify=false",
                    "--dest-tls-verify=false",
                    "docker://" + job.sourceByTag(image),
                    "docker://" + destination))
        .toList();
  }
}

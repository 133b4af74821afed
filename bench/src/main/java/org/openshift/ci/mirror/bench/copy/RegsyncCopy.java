package org.openshift.ci.mirror.bench.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.program.Peers;
import org.openshift.ci.mirror.bench.program.RegsyncConfig;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/** {@code regsync once} with all images in one configuration, four steps at a time. */
public final class RegsyncCopy implements Tool<CopyJob> {

  /** Its name on the command line and in tables. */
  public static final String NAME = "regsync";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> absence() {
    return Peers.REGSYNC.absence();
  }

  @Override
  public Optional<String> version() {
    return Peers.REGSYNC.version("version", "--format", "{{.VCSTag}}");
  }

  @Override
  public Trial prepare(CopyJob job) throws IOException {
    Path config = job.folder().resolve("regsync.yml");
    Files.writeString(config, config(job).yaml());
    return new RegsyncTrial(job, config);
  }

  /**
   * All date tags before all floating tags: faster than an image's two tags one after the other.
   */
  static RegsyncConfig config(CopyJob job) {
    List<RegsyncConfig.Entry> first = new ArrayList<>();
    List<RegsyncConfig.Entry> second = new ArrayList<>();
    for (BenchImage image : job.set().images()) {
      List<String> destinations = job.destinations(image);
      first.add(new RegsyncConfig.Entry(job.sourceByTag(image), destinations.getFirst()));
      second.add(new RegsyncConfig.Entry(job.sourceByTag(image), destinations.getLast()));
    }
    first.addAll(second);
    return new RegsyncConfig(new LinkedHashSet<>(List.of(job.source(), job.target())), first);
  }

  private record RegsyncTrial(CopyJob job, Path config) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      Peers.REGSYNC.run(
          job.folder(), List.of("once", "--verbosity", "warn", "--config", config.toString()));
      return job.tagCount();
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofEndedChildren();
    }
  }
}

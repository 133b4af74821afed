package org.openshift.ci.mirror.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.program.Peers;
import org.openshift.ci.mirror.bench.program.RegsyncConfig;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/** {@code regsync check} with all pairs in one configuration, four steps at a time. */
public final class RegsyncCompare implements Tool<CompareJob> {

  /** Its name on the command line and in tables. */
  public static final String NAME = "regsync";

  /** What it logs about an image that is missing at the target, or differs there. */
  private static final String DIFFERENT = "Image sync needed";

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
  public Trial prepare(CompareJob job) throws IOException {
    Path config = job.folder().resolve("regsync.yml");
    Files.writeString(
        config,
        new RegsyncConfig(
                Set.of(job.source(), job.target()),
                job.pairs().stream()
                    .map(pair -> new RegsyncConfig.Entry(job.source(pair), job.target(pair)))
                    .toList())
            .yaml());
    return new RegsyncTrial(job, config);
  }

  private record RegsyncTrial(CompareJob job, Path config) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      String log =
          Peers.REGSYNC.run(job.folder(), List.of("check", "--config", config.toString())).log();
      log.lines()
          .filter(line -> line.contains(DIFFERENT))
          .findFirst()
          .ifPresent(
              line -> {
                throw new BenchException("regsync found a difference: " + line);
              });
      return job.pairs().size();
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofEndedChildren();
    }
  }
}

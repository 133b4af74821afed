package org.openshift.ci.mirror.bench.compare;

import java.io.IOException;
import java.util.Optional;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/** The limit: two HEAD requests for each pair, and nothing else. */
public final class BareCompare implements Tool<CompareJob> {

  /** Its name on the command line and in tables. */
  public static final String NAME = "bare";

  private static final int AT_ONCE = 16;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsWarmUp() {
    return true;
  }

  @Override
  public Trial prepare(CompareJob job) {
    return new BareTrial(job, new BareRegistryClient());
  }

  private record BareTrial(CompareJob job, BareRegistryClient registry) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      ConcurrentJobs.forEach(job.pairs(), AT_ONCE, this::compare);
      return job.pairs().size();
    }

    private void compare(CompareJob.Pair pair) throws IOException {
      String source = registry.digest(job.source(), pair.repository(), pair.tag());
      String target = registry.digest(job.target(), CopyJob.REPOSITORY, pair.targetTag());
      job.requireEqual(pair, Optional.of(source), Optional.of(target));
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofThisProcess();
    }

    @Override
    public void close() {
      registry.close();
    }
  }
}

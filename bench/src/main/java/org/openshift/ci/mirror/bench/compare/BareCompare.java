package org.openshift.ci.mirror.bench.compare;

import java.io.IOException;
import java.util.Optional;
import org.openshift.ci.mirror.bench.http.BareRegistry;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/** The limit: two HEAD requests a pair, and nothing else. */
public final class BareCompare implements Tool<CompareJob> {

  /** Its name, as other contestants' ratios refer to it. */
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
    return new BareTurn(job, new BareRegistry());
  }

  private record BareTurn(CompareJob job, BareRegistry registry) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      ConcurrentJobs.forEach(job.pairs(), AT_ONCE, this::compare);
      return job.pairs().size();
    }

    private void compare(CompareJob.Pair pair) throws IOException {
      String source = registry.digest(job.source(), pair.repository(), pair.tag());
      String target = registry.digest(job.target(), CopyJob.REPOSITORY, pair.targetTag());
      ComparisonResult.requireEqual(Optional.of(source), Optional.of(target), job.target(pair));
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

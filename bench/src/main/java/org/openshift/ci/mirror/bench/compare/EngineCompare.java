package org.openshift.ci.mirror.bench.compare;

import java.io.IOException;
import java.util.Optional;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;

/**
 * The registry engine in this process.
 *
 * @param sourceKnown whether the source's digest is known, as from an image stream, so that only
 *     the target's is read
 */
public record EngineCompare(boolean sourceKnown) implements Tool<CompareJob> {

  /** As many comparisons as a worker runs at a time. */
  private static final int AT_ONCE = 64;

  @Override
  public String name() {
    return sourceKnown ? "engine-source-known" : "engine";
  }

  @Override
  public boolean needsWarmUp() {
    return true;
  }

  @Override
  public Trial prepare(CompareJob job) {
    return new EngineTrial(
        job,
        sourceKnown,
        RegistryEngine.create(
            EngineSettings.defaults()
                .withInsecureRegistry(job.source())
                .withInsecureRegistry(job.target())));
  }

  private record EngineTrial(CompareJob job, boolean sourceKnown, RegistryEngine engine)
      implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      ConcurrentJobs.forEach(job.pairs(), AT_ONCE, this::compare);
      return job.pairs().size();
    }

    private void compare(CompareJob.Pair pair) {
      try {
        Optional<String> source =
            sourceKnown
                ? Optional.of(pair.digest())
                : engine.digest(PullSpec.parse(job.source(pair)));
        Optional<String> target = engine.digest(PullSpec.parse(job.target(pair)));
        job.requireEqual(pair, source, target);
      } catch (RegistryException e) {
        throw new BenchException(e.getMessage(), e);
      }
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofThisProcess();
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}

package org.openshift.ci.mirror.bench.copy;

import java.io.IOException;
import java.util.List;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;

/** The registry engine in this process, with the default settings, as in the worker. */
public final class EngineCopy implements Tool<CopyJob> {

  /** Its name on the command line and in tables. */
  public static final String NAME = "engine";

  /** As many images as a worker copies at a time; the engine limits the transfers itself. */
  public static final int IMAGES_AT_ONCE = 48;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsWarmUp() {
    return true;
  }

  @Override
  public Trial prepare(CopyJob job) {
    return new EngineTrial(
        job,
        RegistryEngine.create(
            EngineSettings.defaults()
                .withInsecureRegistry(job.source())
                .withInsecureRegistry(job.target())));
  }

  private record EngineTrial(CopyJob job, RegistryEngine engine) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      ConcurrentJobs.forEach(job.set().images(), IMAGES_AT_ONCE, this::copy);
      return job.tagCount();
    }

    private void copy(BenchImage image) {
      List<PullSpec> destinations = job.destinations(image).stream().map(PullSpec::parse).toList();
      try {
        engine.copy(
            PullSpec.parse(job.sourceByDigest(image)),
            image.digest(),
            destinations,
            CopyListener.NONE);
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

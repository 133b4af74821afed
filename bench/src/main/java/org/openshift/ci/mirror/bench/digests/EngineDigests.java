package org.openshift.ci.mirror.bench.digests;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;

/**
 * The registry engine, which respects quay.io's limits by itself.
 *
 * @param bulk whether digests are read from the tag-list API if that saves requests, as a sweep
 *     does, and only the others by HEAD
 */
public record EngineDigests(boolean bulk) implements Tool<DigestsJob> {

  /** Just below the server's 50: at the limit itself, requests that arrive unevenly are refused. */
  private static final double MANIFESTS_A_SECOND = 48;

  private static final int ATTEMPTS = 3;

  /** As many comparisons as a sweep runs at a time. */
  private static final int AT_ONCE = 32;

  @Override
  public String name() {
    return bulk ? "bulk" : "head";
  }

  @Override
  public Trial prepare(DigestsJob job) {
    String host = job.server().host();
    return new EngineTrial(
        job,
        bulk,
        RegistryEngine.create(
            EngineSettings.defaults()
                .withInsecureRegistry(host)
                .withRequestsPerSecond(host, MANIFESTS_A_SECOND)));
  }

  private record EngineTrial(DigestsJob job, boolean bulk, RegistryEngine engine) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      Map<String, String> found =
          new BulkDigests(engine, new BulkDigests.Settings(bulk, TagApiToken.none()))
              .read(job.destinations());
      AtomicInteger read = new AtomicInteger(found.size());
      List<String> others =
          job.destinations().values().stream().filter(spec -> !found.containsKey(spec)).toList();
      ConcurrentJobs.forEach(others, AT_ONCE, spec -> read.addAndGet(head(spec)));
      return read.get();
    }

    /** Repeats requests that the rate limit refuses, as a sweep does. */
    private int head(String spec) {
      for (int attempt = 1; ; attempt++) {
        try {
          return engine.digest(PullSpec.parse(spec)).isPresent() ? 1 : 0;
        } catch (RegistryException e) {
          if (e.type() != RegistryError.RATE_LIMITED || attempt == ATTEMPTS) {
            throw new BenchException(e.getMessage(), e);
          }
        }
      }
    }

    @Override
    public String remark() {
      return "%d HEADs, %d pages, %d refused"
          .formatted(job.server().heads(), job.server().pages(), job.server().refused());
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

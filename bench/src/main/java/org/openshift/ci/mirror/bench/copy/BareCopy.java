package org.openshift.ci.mirror.bench.copy;

import java.io.IOException;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.bench.http.RemoteBlob;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * The limit. It knows all blobs, and that the target has none of them: it streams each blob once,
 * verifies its digest, and then puts the manifests. No tool can do less.
 */
public final class BareCopy implements Tool<CopyJob> {

  /** Its name on the command line and in tables. */
  public static final String NAME = "bare";

  private static final int BLOBS_AT_ONCE = 16;
  private static final int MANIFESTS_AT_ONCE = 16;

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
    return new BareTrial(job, new BareRegistryClient());
  }

  private record BareTrial(CopyJob job, BareRegistryClient registry) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      ConcurrentJobs.forEach(
          job.set().uniqueBlobs(job.source()).values(),
          BLOBS_AT_ONCE,
          blob ->
              registry.copyBlob(
                  blob, new RemoteBlob(job.target(), CopyJob.REPOSITORY, blob.digest())));
      ConcurrentJobs.forEach(job.set().images(), MANIFESTS_AT_ONCE, this::copyManifest);
      return job.tagCount();
    }

    private void copyManifest(BenchImage image) throws IOException {
      byte[] manifest = registry.manifest(job.source(), image.repository(), image.digest());
      for (String tag : job.tags(image)) {
        registry.putManifest(
            job.target(), CopyJob.REPOSITORY, tag, image.image().mediaType(), manifest);
      }
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

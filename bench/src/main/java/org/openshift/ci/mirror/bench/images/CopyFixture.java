package org.openshift.ci.mirror.bench.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.Fixture;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.RegistryBinary;

/** A copy job with a new, empty target registry. */
public final class CopyFixture implements Fixture<CopyJob> {

  private final LocalRegistry target;
  private final WorkFolder folder = WorkFolder.create();
  private final CopyJob job;

  /**
   * Starts the target registry.
   *
   * @param source the registry that has the images, {@code host:port}
   */
  public CopyFixture(RegistryBinary binary, String source, ImageSet set) {
    this.target = LocalRegistry.start(binary);
    this.job = new CopyJob(set, source, target.host(), Instant.now(), folder.path());
  }

  @Override
  public CopyJob job() {
    return job;
  }

  /** Reads every tag back, with a client that no tool uses, and computes its digest. */
  @Override
  public void check(long units) {
    if (units != job.tagCount()) {
      throw new BenchException("%d tags instead of %d".formatted(units, job.tagCount()));
    }
    List<String> wrong = new ArrayList<>();
    try (RegistryAccess access = RegistryAccess.to(target)) {
      for (BenchImage image : job.set().images()) {
        for (String tag : job.tags(image)) {
          Optional<String> found = access.digest(CopyJob.REPOSITORY, tag);
          if (!found.equals(Optional.of(image.digest()))) {
            wrong.add(
                "%s is %s instead of %s".formatted(tag, found.orElse("missing"), image.digest()));
          }
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new BenchException(
          "%d of %d tags are wrong, the first: %s"
              .formatted(wrong.size(), job.tagCount(), wrong.getFirst()));
    }
  }

  @Override
  public void close() {
    target.close();
    folder.close();
  }
}

package org.openshift.ci.mirror.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.bench.copy.BareCopy;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyFixture;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.images.SourceRegistry;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.Fixture;
import org.openshift.ci.mirror.bench.trial.Trial;
import org.openshift.ci.mirror.testing.RegistryBinary;

/** A source and a target registry with equal tags, for all trials of a measurement. */
public final class EqualRegistries implements AutoCloseable {

  private static final long LAYER_BYTES = 1000;
  private static final long SEED = 815;

  private final SourceRegistry source;
  private final CopyFixture copied;

  private EqualRegistries(SourceRegistry source, CopyFixture copied) {
    this.source = source;
    this.copied = copied;
  }

  /**
   * Starts both registries and fills them with small images.
   *
   * @param images the number of images; each makes two pairs: its source with each of its two tags
   */
  public static EqualRegistries with(RegistryBinary binary, int images)
      throws IOException, InterruptedException {
    ImageSet set = ImageSet.single("bench", images, LAYER_BYTES, SEED);
    SourceRegistry source = SourceRegistry.with(binary, set);
    CopyFixture target = new CopyFixture(binary, source.host(), set);
    EqualRegistries registries = new EqualRegistries(source, target);
    try (Trial copy = new BareCopy().prepare(target.job())) {
      target.check(copy.perform());
      return registries;
    } catch (IOException | InterruptedException | RuntimeException e) {
      registries.close();
      throw e;
    }
  }

  /** The job to compare all tags. It changes nothing, so all trials share the registries. */
  public Fixture<CompareJob> fixture() {
    CompareJob job = job();
    return new Fixture<>() {
      @Override
      public CompareJob job() {
        return job;
      }

      @Override
      public void check(long units) {
        if (units > job.pairs().size()) {
          throw new BenchException(
              "%d pairs were compared, but there are %d".formatted(units, job.pairs().size()));
        }
      }
    };
  }

  private CompareJob job() {
    CopyJob copy = copied.job();
    List<CompareJob.Pair> pairs = new ArrayList<>();
    for (BenchImage image : copy.set().images()) {
      for (String tag : copy.tags(image)) {
        pairs.add(new CompareJob.Pair(image.repository(), image.tag().tag(), tag, image.digest()));
      }
    }
    return new CompareJob(copy.source(), copy.target(), pairs, copy.folder());
  }

  @Override
  public void close() {
    copied.close();
    source.close();
  }
}

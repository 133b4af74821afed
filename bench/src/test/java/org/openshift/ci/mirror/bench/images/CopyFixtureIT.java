package org.openshift.ci.mirror.bench.images;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.bench.copy.BareCopy;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.Trial;
import org.openshift.ci.mirror.testing.RegistryBinary;

/** A copy counts only if every tag has the right digest. */
class CopyFixtureIT {

  private static final ImageSet SET = ImageSet.layered("bench", 3, 1, 0.0001, 1);

  @Test
  void refusesAMissingTagAndAWrongOne() throws IOException, InterruptedException {
    RegistryBinary installed =
        Arrays.stream(RegistryBinary.values())
            .filter(binary -> binary.find().isPresent())
            .findFirst()
            .orElseThrow();
    try (SourceRegistry source = SourceRegistry.with(installed, SET);
        CopyFixture fixture = new CopyFixture(installed, source.host(), SET);
        Trial copy = new BareCopy().prepare(fixture.job())) {
      assertRefused(fixture, 6, "6 of 6 tags are wrong");
      long units = copy.perform();
      assertDoesNotThrow(() -> fixture.check(units));
      assertRefused(fixture, 5, "5 tags instead of 6");
      putWrongImage(fixture.job());
      assertRefused(
          fixture, 6, "1 of 6 tags are wrong, the first: bench_stream-0000_image-0001 is ");
    }
  }

  private static void putWrongImage(CopyJob job) throws IOException {
    try (BareRegistryClient registry = new BareRegistryClient()) {
      String tag = job.tags(SET.images().get(1)).getLast();
      new ImageUploader(registry)
          .putManifest(job.target(), CopyJob.REPOSITORY, tag, SET.images().get(0));
    }
  }

  private static void assertRefused(CopyFixture fixture, long units, String message) {
    String thrown = assertThrows(BenchException.class, () -> fixture.check(units)).getMessage();
    assertTrue(thrown.startsWith(message), thrown);
  }
}

package org.openshift.ci.mirror.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;
import org.openshift.ci.mirror.testing.RegistryBinary;
import org.openshift.ci.mirror.testing.TestImages;

/** Every tool must find a difference: otherwise it could be fast by doing nothing. */
class DifferenceIT {

  private EqualRegistries registries;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    RegistryBinary installed =
        Arrays.stream(RegistryBinary.values())
            .filter(binary -> binary.find().isPresent())
            .findFirst()
            .orElseThrow();
    registries = EqualRegistries.with(installed, 3);
  }

  @AfterEach
  void stop() {
    registries.close();
  }

  static Stream<Tool<CompareJob>> tools() {
    return Stream.of(
        new BareCompare(),
        new EngineCompare(false),
        new EngineCompare(true),
        new RegsyncCompare(),
        ProgramCompare.crane(),
        ProgramCompare.skopeo());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void isFoundByEveryTool(Tool<CompareJob> tool) throws IOException, InterruptedException {
    assumeTrue(tool.absence().isEmpty(), tool.name() + " is not installed");
    CompareJob job = registries.fixture().job();
    try (Trial trial = tool.prepare(job)) {
      assertEquals(6, trial.perform());
    }
    putAnotherImage(job, job.pairs().get(3), job.pairs().get(5));
    try (Trial trial = tool.prepare(job)) {
      assertThrows(BenchException.class, trial::perform);
    }
  }

  /** Writes the manifest of the other pair's tag to this pair's tag. */
  private static void putAnotherImage(CompareJob job, CompareJob.Pair pair, CompareJob.Pair other)
      throws IOException {
    try (BareRegistryClient registry = new BareRegistryClient()) {
      byte[] manifest = registry.manifest(job.target(), CopyJob.REPOSITORY, other.targetTag());
      registry.putManifest(
          job.target(), CopyJob.REPOSITORY, pair.targetTag(), TestImages.DOCKER_MANIFEST, manifest);
    }
  }
}

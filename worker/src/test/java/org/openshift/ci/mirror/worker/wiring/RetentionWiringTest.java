package org.openshift.ci.mirror.worker.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.activity.retention.ConfiguredSources;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.worker.metrics.ConfigMetrics;

/** Which images retention learns from the mirroring configuration. */
class RetentionWiringTest {

  private static final String GOOD =
      """
      supplementalCIImages:
        ocp/4.30:sup: {image: quay.io/x/y:20260101_sha256_a}
      """;

  @TempDir private Path folder;

  private MirroringConfigFile open(String text) throws IOException, MirroringConfigException {
    return MirroringConfigFile.open(
        Files.writeString(folder.resolve("config.yaml"), text),
        new Endpoints("source.test", "target.test/ci"),
        new ConfigMetrics(new SimpleMeterRegistry()));
  }

  @Test
  void theSourcesOfTheEntries() throws IOException, MirroringConfigException {
    try (MirroringConfigFile config = open(GOOD)) {
      assertEquals(
          new ConfiguredSources(Set.of("20260101_sha256_a"), Optional.empty()),
          RetentionWiring.sources(config));
    }
    assertEquals(
        new ConfiguredSources(Set.of(), Optional.empty()),
        RetentionWiring.sources(MirroringConfigFile.none()));
  }

  @Test
  void anEntryThatIsLeftOutIsAProblem() throws IOException, MirroringConfigException {
    try (MirroringConfigFile config =
        open(GOOD + "  OCP/x:v1: {image: quay.io/x/y:20260102_sha256_b}\n")) {
      ConfiguredSources sources = RetentionWiring.sources(config);
      assertEquals(Set.of("20260101_sha256_a"), sources.names());
      String problem = sources.problem().orElseThrow();
      assertTrue(problem.contains("config.yaml:3: "), problem);
    }
  }

  @Test
  void aRejectedFileIsAProblem() throws IOException, MirroringConfigException {
    try (MirroringConfigFile config = open(GOOD)) {
      Files.writeString(folder.resolve("config.yaml"), "more: 1");
      Await.until(
          "the file is rejected",
          Duration.ofSeconds(20),
          () -> RetentionWiring.sources(config).problem().isPresent(),
          () -> "in force");
      assertEquals(Set.of("20260101_sha256_a"), RetentionWiring.sources(config).names());
    }
  }
}

package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.watch.WatchMonitor;

/** Whether a worker says that it can do its work; another one has the watch. */
class ReadinessTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Optional<String> config = Optional.empty();
  private Optional<String> temporal = Optional.empty();
  private final Readiness readiness =
      new Readiness(
          registry, new WatchMonitor(InstantSource.system()), () -> config, InstantSource.system());

  private double metric() {
    return registry.get("ci_images_mirror_ready").gauge().value();
  }

  @Test
  void isReadyWhileItPolls() {
    assertFalse(readiness.isReady());
    readiness.polling(() -> temporal);
    assertTrue(readiness.isReady());
    assertEquals(1, metric());
    assertEquals(Optional.empty(), readiness.detail());
    readiness.stopping();
    assertFalse(readiness.isReady());
    assertEquals(0, metric());
  }

  @Test
  void isNotReadyWhileTemporalDoesNotAnswer() {
    readiness.polling(() -> temporal);
    temporal = Optional.of("Temporal does not answer: UNAVAILABLE");
    assertFalse(readiness.isReady());
    assertEquals(temporal, readiness.detail());
    temporal = Optional.empty();
    assertTrue(readiness.isReady());
  }

  @Test
  void aProblemOfTheConfigurationIsToldButDoesNotCount() {
    readiness.polling(() -> temporal);
    config = Optional.of("c.yaml:1: is wrong");
    assertTrue(readiness.isReady());
    assertEquals(config, readiness.detail());
    temporal = Optional.of("Temporal does not answer: UNAVAILABLE");
    assertEquals(
        Optional.of("c.yaml:1: is wrong\nTemporal does not answer: UNAVAILABLE"),
        readiness.detail());
  }
}

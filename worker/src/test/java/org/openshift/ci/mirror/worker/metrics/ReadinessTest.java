package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/** Whether a worker says that it can do its work. */
class ReadinessTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Optional<String> config = Optional.empty();
  private Optional<String> temporal = Optional.empty();
  private Optional<WatchState> watch = Optional.empty();
  private final Readiness readiness = new Readiness(registry, () -> watch, () -> config, () -> NOW);

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

  private void watch(WatchPhase phase, Duration since, String error) {
    Instant heard = NOW.minusSeconds(7);
    watch = Optional.of(new WatchState(phase, NOW.minus(since), error, null, heard, 2));
  }

  @Test
  void isNotReadyWhileItsWatchFails() {
    readiness.polling(() -> temporal);
    watch(WatchPhase.CONNECTED, Duration.ofHours(1), null);
    assertTrue(readiness.isReady());
    watch(WatchPhase.FAILING, Duration.ofSeconds(1), "the folder is gone");
    assertFalse(readiness.isReady());
    assertEquals(
        Optional.of(
            "watch of image streams: failing since 2026-03-01T11:59:59Z: the folder is gone;"
                + " no event yet; lag 7 s; 2 relists"),
        readiness.detail());
  }

  /** The first list of a large cluster takes minutes; no answer at all is something else. */
  @Test
  void isNotReadyWhileItsWatchGetsNoAnswerForLong() {
    readiness.polling(() -> temporal);
    watch(WatchPhase.LISTING, Duration.ofMinutes(5), null);
    assertTrue(readiness.isReady());
    watch(WatchPhase.CONNECTING, Duration.ofSeconds(30), null);
    assertTrue(readiness.isReady());
    watch(WatchPhase.CONNECTING, Duration.ofSeconds(31), null);
    assertFalse(readiness.isReady());
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

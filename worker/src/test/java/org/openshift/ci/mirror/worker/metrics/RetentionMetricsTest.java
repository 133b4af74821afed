package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.RetentionSummary;

/** What retention sweeps count. */
class RetentionMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RetentionMetrics metrics =
      new RetentionMetrics(registry, InstantSource.fixed(Instant.ofEpochSecond(1_000)));

  private double count(String outcome, String reason) {
    return registry
        .get("ci_images_mirror_date_tags")
        .tags("outcome", outcome, "reason", reason)
        .counter()
        .count();
  }

  @Test
  void eachTagIsCountedOnce() {
    RetentionSummary first =
        RetentionSummary.none(30, false).plusRemoved().plusKept(RetentionSummary.YOUNG);
    RetentionSummary second =
        first.plusRemoved().plusKept(RetentionSummary.YOUNG).plusFailed("not_supported", 2, "no");
    metrics.handled(null, first);
    metrics.handled(first, second);
    assertEquals(2, count("removed", ""));
    assertEquals(2, count("kept", "young"));
    assertEquals(2, count("failed", "not_supported"));
    metrics.handled(null, RetentionSummary.none(30, true).plusWouldRemove("a"));
    assertEquals(1, count("would_remove", ""));
    metrics.finished();
    assertEquals(
        1_000,
        registry
            .get("ci_images_mirror_date_tag_retention_last_finished_timestamp_seconds")
            .gauge()
            .value());
  }
}

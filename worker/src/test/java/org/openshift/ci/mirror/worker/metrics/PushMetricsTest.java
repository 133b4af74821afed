package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;

class PushMetricsTest {

  private static final String PREFIX = "quay_io_ci_images_distributor_image_mirroring_";

  private final WorkerMetrics worker = new WorkerMetrics();
  private final PushMetrics metrics = worker.pushes();

  @Test
  void countsWarningsByKindFromZero() {
    assertShown("warnings_total{kind=\"tag_expires\"} 0.0");
    metrics.warned(CopyWarning.Kind.TAG_EXPIRES);
    metrics.warned(CopyWarning.Kind.TAG_EXPIRES);
    assertShown("warnings_total{kind=\"tag_expires\"} 2.0");
  }

  @Test
  void countsSkippedImagesByReasonAndNotAsFailures() {
    metrics.skipped(MirrorErrorType.IMAGE_EXCLUDED);
    assertShown("skipped_total{reason=\"ImageExcluded\"} 1.0");
    assertShown("duration_seconds_count{state=\"failure\"} 0");
    metrics.failed(Duration.ofSeconds(1));
    assertShown("duration_seconds_count{state=\"failure\"} 1");
  }

  @Test
  void aPushIsCountedInOneOfFewBuckets() {
    metrics.succeeded(
        new CopyResult("sha256:1", 1, 2, 3, 4, List.of()),
        Duration.ofSeconds(7),
        Optional.of(Duration.ofSeconds(-1)));
    assertShown("duration_seconds_bucket{state=\"success\",le=\"5.0\"} 0");
    assertShown("duration_seconds_bucket{state=\"success\",le=\"10.0\"} 1");
    assertShown("duration_seconds_bucket{state=\"success\",le=\"+Inf\"} 1");
    long buckets =
        worker
            .registry()
            .scrape()
            .lines()
            .filter(line -> line.startsWith(PREFIX) && line.contains("_bucket{"))
            .count();
    assertTrue(buckets < 30, buckets + " buckets");
  }

  private void assertShown(String line) {
    String page = worker.registry().scrape();
    assertTrue(page.contains(PREFIX + line), page);
  }
}

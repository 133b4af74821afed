package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.CopyWarning;

class WorkerMetricsTest {

  private static final String PREFIX = "quay_io_ci_images_distributor_image_mirroring_";

  private final WorkerMetrics metrics = new WorkerMetrics();

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

  private void assertShown(String line) {
    String page = metrics.registry().scrape();
    assertTrue(page.contains(PREFIX + line), page);
  }
}

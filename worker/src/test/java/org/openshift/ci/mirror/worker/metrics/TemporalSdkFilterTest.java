package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporalSdkFilterTest {

  private final WorkerMetrics metrics = new WorkerMetrics();

  @Test
  void theSdksTimersHaveNoHistogramAndItsRequestsFewLabels() {
    for (String queue : List.of("mirror", "watch")) {
      Timer.builder("temporal_request_latency")
          .tags("operation", "QueryWorkflow", "task_queue", queue, "status_code", "none")
          .publishPercentileHistogram()
          .register(metrics.registry())
          .record(Duration.ofMillis(5));
      Timer.builder("temporal_activity_execution_latency")
          .tags("activity_type", "PushTags", "task_queue", queue, "exception", "none")
          .publishPercentileHistogram()
          .register(metrics.registry())
          .record(Duration.ofMillis(5));
    }
    metrics.registry().counter("temporal_poller_start", "task_queue", "mirror").increment();
    String page = metrics.registry().scrape();
    assertEquals(
        List.of(
            "temporal_activity_execution_latency_seconds_count"
                + "{activity_type=\"PushTags\",task_queue=\"mirror\"} 1",
            "temporal_activity_execution_latency_seconds_count"
                + "{activity_type=\"PushTags\",task_queue=\"watch\"} 1",
            "temporal_request_latency_seconds_count"
                + "{operation=\"QueryWorkflow\",status_code=\"none\"} 2"),
        page.lines()
            .filter(line -> line.matches("temporal_.*(_count|_bucket|_start_total)[{].*"))
            .toList());
  }
}

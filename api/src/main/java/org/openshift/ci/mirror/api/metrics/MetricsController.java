package org.openshift.ci.mirror.api.metrics;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.openshift.ci.mirror.api.listing.CoalescedReads;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the metrics to Prometheus. All who ask within a second get the same text. */
@RestController
public final class MetricsController {

  private static final MediaType TEXT =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final CoalescedReads<String, String> texts;

  public MetricsController(ApiMetrics metrics) {
    this.texts =
        new CoalescedReads<>(all -> metrics.text(), Duration.ofSeconds(1), Ticker.systemTicker());
  }

  @GetMapping("/metrics")
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok().contentType(TEXT).body(texts.get("all"));
  }
}

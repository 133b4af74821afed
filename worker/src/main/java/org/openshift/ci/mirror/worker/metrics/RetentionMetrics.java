package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.activity.retention.RetentionObserver;
import org.openshift.ci.mirror.model.RetentionSummary;

/** Metrics of retention sweeps. Without such a sweep there are none. */
public final class RetentionMetrics implements RetentionObserver {

  private static final String PREFIX = "ci_images_mirror_date_tag";
  private static final String NO_REASON = "";

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final AtomicLong lastFinished = new AtomicLong();

  public RetentionMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void handled(RetentionSummary before, RetentionSummary now) {
    RetentionSummary from =
        before == null ? RetentionSummary.none(now.days(), now.dryRun()) : before;
    count("would_remove", NO_REASON, now.wouldRemove() - from.wouldRemove());
    count("removed", NO_REASON, now.removed() - from.removed());
    count("kept", from.kept(), now.kept());
    count("failed", from.failed(), now.failed());
  }

  private void count(String outcome, Map<String, Integer> before, Map<String, Integer> now) {
    now.forEach((reason, sum) -> count(outcome, reason, sum - before.getOrDefault(reason, 0)));
  }

  private void count(String outcome, String reason, int more) {
    if (more > 0) {
      Counter.builder(PREFIX + "s")
          .description("Date tags that retention sweeps looked at, by outcome and reason")
          .tag("outcome", outcome)
          .tag("reason", reason)
          .register(registry)
          .increment(more);
    }
  }

  @Override
  public void finished() {
    lastFinished.set(clock.instant().getEpochSecond());
    Gauge.builder(
            PREFIX + "_retention_last_finished_timestamp_seconds", lastFinished, AtomicLong::get)
        .description("Unix time at which this process last completed a retention sweep")
        .register(registry);
  }
}

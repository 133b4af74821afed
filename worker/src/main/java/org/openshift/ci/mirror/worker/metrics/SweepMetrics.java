package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.activity.sweep.SweepObserver;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;

/** Metrics of what sweeps compare; {@link SweepDurations} has the time that they take. */
public final class SweepMetrics implements SweepObserver {

  private static final String PREFIX = PushMetrics.ORIGINAL_PREFIX + "run";
  private static final long MILLIS = 1_000;

  private final MeterRegistry registry;
  private final Map<SweepKind, AtomicLong> lastFinished = new ConcurrentHashMap<>();

  SweepMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void compared(SweepKind kind, SweepSummary page) {
    entries(kind, "equal", page.equal());
    entries(kind, "started", page.started());
    page.skipped().forEach((reason, count) -> entries(kind, reason, count));
  }

  private void entries(SweepKind kind, String outcome, int count) {
    Counter.builder(PREFIX + "_entries")
        .description("Entries that sweeps compared, by outcome")
        .tag("kind", kind.wireName())
        .tag("outcome", outcome)
        .register(registry)
        .increment(count);
  }

  @Override
  public void finished(SweepKind kind) {
    Counter.builder(PREFIX + "s")
        .description("Sweeps that completed")
        .tag("kind", kind.wireName())
        .register(registry)
        .increment();
    lastFinished
        .computeIfAbsent(kind, this::lastFinishedGauge)
        .set(System.currentTimeMillis() / MILLIS);
  }

  private AtomicLong lastFinishedGauge(SweepKind kind) {
    AtomicLong seconds = new AtomicLong();
    Gauge.builder(PREFIX + "_last_finished_timestamp_seconds", seconds, AtomicLong::get)
        .description("Unix time at which this process last completed a sweep of this kind")
        .tag("kind", kind.wireName())
        .register(registry);
    return seconds;
  }
}

package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.openshift.ci.mirror.activity.watch.WatchMonitor;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/** Metrics of the watch of image streams. One worker at a time runs it. */
public final class WatchMetrics {

  private static final String PREFIX = "ci_images_mirror_watch_";
  private static final String ELSEWHERE = "elsewhere";
  private static final double MILLIS = 1e3;

  private final WatchMonitor watch;
  private final InstantSource clock;

  private WatchMetrics(WatchMonitor watch, InstantSource clock) {
    this.watch = watch;
    this.clock = clock;
  }

  /** Adds the metrics to a registry. */
  public static void register(MeterRegistry registry, WatchMonitor watch, InstantSource clock) {
    new WatchMetrics(watch, clock).addTo(registry);
  }

  private void addTo(MeterRegistry registry) {
    for (WatchPhase phase : WatchPhase.values()) {
      state(registry, phase.wireName());
    }
    state(registry, ELSEWHERE);
    seconds(
        registry,
        "failing_seconds",
        "For how long the watch has been failing; 0 while it works; NaN while another worker watches",
        state -> state.phase() == WatchPhase.FAILING ? secondsSince(state.since()) : 0.0);
    seconds(
        registry,
        "lag_seconds",
        "For how long the watch may not have seen a change: time since it last knew that it had"
            + " everything; NaN before that, and while another worker watches",
        state -> secondsSince(state.upToDateAt()));
    seconds(
        registry,
        "last_event_timestamp_seconds",
        "Unix time at which the last change of an image stream arrived; NaN for none, and while"
            + " another worker watches",
        state ->
            state.lastEvent() == null ? Double.NaN : state.lastEvent().toEpochMilli() / MILLIS);
    FunctionCounter.builder(PREFIX + "relists", watch, WatchMonitor::relists)
        .description("How often the watch listed all image streams again on this worker")
        .register(registry);
    FunctionCounter.builder(PREFIX + "recoveries", watch, WatchMonitor::recoveries)
        .description("How often the watch could read the image streams again after it had failed")
        .register(registry);
  }

  private void state(MeterRegistry registry, String name) {
    Gauge.builder(PREFIX + "state", () -> name.equals(state()) ? 1 : 0)
        .description(
            "1 for the state of the watch of image streams on this worker; elsewhere: another"
                + " worker watches")
        .tag("state", name)
        .register(registry);
  }

  private String state() {
    return watch.here().map(state -> state.phase().wireName()).orElse(ELSEWHERE);
  }

  private void seconds(
      MeterRegistry registry, String name, String description, Function<WatchState, Double> value) {
    Gauge.builder(PREFIX + name, () -> watch.here().map(value).orElse(Double.NaN))
        .description(description)
        .register(registry);
  }

  private double secondsSince(Instant moment) {
    return moment == null
        ? Double.NaN
        : Duration.between(moment, clock.instant()).toMillis() / MILLIS;
  }
}

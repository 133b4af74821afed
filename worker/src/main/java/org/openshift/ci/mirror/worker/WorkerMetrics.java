package org.openshift.ci.mirror.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.activity.push.PushMetrics;
import org.openshift.ci.mirror.activity.sweep.SweepMetrics;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.registry.CopyWarning;

/** The worker's metrics; the names of the first two are those of the original. */
final class WorkerMetrics implements PushMetrics, SweepMetrics {

  private static final String PREFIX = "quay_io_ci_images_distributor_";
  private static final long MILLIS = 1_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong openTasks = new AtomicLong(-1);
  private final Map<SweepKind, AtomicLong> lastFinished = new ConcurrentHashMap<>();
  private final Timer succeeded;
  private final Timer failed;
  private final Counter bytes;
  private final Map<CopyWarning.Kind, Counter> warnings = new EnumMap<>(CopyWarning.Kind.class);

  WorkerMetrics() {
    succeeded = timer("success");
    failed = timer("failure");
    bytes =
        Counter.builder(PREFIX + "image_mirroring_bytes")
            .description("Bytes sent to the target by pushes that succeeded")
            .register(registry);
    for (CopyWarning.Kind kind : CopyWarning.Kind.values()) {
      warnings.put(kind, warnings(kind));
    }
    Gauge.builder(
            PREFIX + "mirror_queue_depth",
            openTasks,
            depth -> depth.get() < 0 ? Double.NaN : (double) depth.get())
        .description("Open mirror tasks at Temporal; NaN while it cannot be asked")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
  }

  private Timer timer(String state) {
    return Timer.builder(PREFIX + "image_mirroring_duration")
        .description("How long attempts at pushing an image took")
        .tag("state", state)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(100))
        .maximumExpectedValue(Duration.ofMinutes(30))
        .register(registry);
  }

  private Counter warnings(CopyWarning.Kind kind) {
    return Counter.builder(PREFIX + "image_mirroring_warnings")
        .description("Pushes that succeeded and left something for the image's owner to mend")
        .tag("kind", kind.wireName())
        .register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Sets the number of open mirror tasks; negative while it is not known. */
  void openTasks(long count) {
    openTasks.set(count);
  }

  @Override
  public void compared(SweepKind kind, SweepSummary page) {
    entries(kind, "equal", page.equal());
    entries(kind, "started", page.started());
    page.skipped().forEach((reason, count) -> entries(kind, reason, count));
  }

  private void entries(SweepKind kind, String outcome, int count) {
    Counter.builder(PREFIX + "run_entries")
        .description("Entries of lists that runs looked at, by what became of them")
        .tag("kind", kind.wireName())
        .tag("outcome", outcome)
        .register(registry)
        .increment(count);
  }

  @Override
  public void finished(SweepKind kind) {
    Counter.builder(PREFIX + "runs")
        .description("Runs over lists that came to their end")
        .tag("kind", kind.wireName())
        .register(registry)
        .increment();
    lastFinished
        .computeIfAbsent(kind, this::lastFinishedGauge)
        .set(System.currentTimeMillis() / MILLIS);
  }

  private AtomicLong lastFinishedGauge(SweepKind kind) {
    AtomicLong seconds = new AtomicLong();
    Gauge.builder(PREFIX + "run_last_finished_timestamp_seconds", seconds, AtomicLong::get)
        .description("When a run over the list came to its end in this process last, Unix time")
        .tag("kind", kind.wireName())
        .register(registry);
    return seconds;
  }

  @Override
  public void succeeded(Duration took, long sent) {
    succeeded.record(took);
    bytes.increment((double) sent);
  }

  @Override
  public void failed(Duration took) {
    failed.record(took);
  }

  @Override
  public void skipped(MirrorErrorType reason) {
    Counter.builder(PREFIX + "image_mirroring_skipped")
        .description("Images that were not pushed, as they are not to be mirrored")
        .tag("reason", reason.wireName())
        .register(registry)
        .increment();
  }

  @Override
  public void warned(CopyWarning.Kind kind) {
    warnings.get(kind).increment();
  }
}

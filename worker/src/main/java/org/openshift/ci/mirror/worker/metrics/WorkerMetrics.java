package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.activity.push.PushMetrics;
import org.openshift.ci.mirror.activity.sweep.SweepMetrics;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.process.ProcessMetrics;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;

/** The worker's metrics. The first two have the names that the original tool gave them. */
public final class WorkerMetrics implements PushMetrics, SweepMetrics {

  private static final String PREFIX = "quay_io_ci_images_distributor_";
  private static final long MILLIS = 1_000;

  /** From an image whose blobs are all at the target to one of many GiB. */
  private static final Duration[] BUCKETS =
      IntStream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong openTasks = new AtomicLong(-1);
  private final Map<SweepKind, AtomicLong> lastFinished = new ConcurrentHashMap<>();
  private final Timer succeeded;
  private final Timer failed;
  private final Counter bytes;
  private final Counter blobsSent;
  private final Counter blobsMounted;
  private final Counter blobsPresent;
  private final Timer freshness;
  private final Map<CopyWarning.Kind, Counter> warnings = new EnumMap<>(CopyWarning.Kind.class);

  public WorkerMetrics() {
    registry.config().meterFilter(new TemporalSdkFilter());
    // First, because it has filters too, which are to be there before any meter.
    ProcessMetrics.addTo(registry);
    succeeded = timer("success");
    failed = timer("failure");
    bytes =
        Counter.builder(PREFIX + "image_mirroring_bytes")
            .description("Bytes sent to the target by pushes that succeeded")
            .register(registry);
    blobsSent = blobs("sent");
    blobsMounted = blobs("mounted");
    blobsPresent = blobs("skipped");
    freshness =
        Timer.builder("ci_images_mirror_freshness")
            .description("From the start of a task, just after a change was noticed, to its push")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    for (CopyWarning.Kind kind : CopyWarning.Kind.values()) {
      warnings.put(kind, warnings(kind));
    }
    Gauge.builder(
            PREFIX + "mirror_queue_depth",
            openTasks,
            depth -> depth.get() < 0 ? Double.NaN : (double) depth.get())
        .description("Open mirror tasks at Temporal; NaN while Temporal does not answer")
        .register(registry);
  }

  private Timer timer(String state) {
    return Timer.builder(PREFIX + "image_mirroring_duration")
        .description("Duration of attempts to push an image")
        .tag("state", state)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter blobs(String how) {
    return Counter.builder("ci_images_mirror_blobs")
        .description("Blobs that pushes sent, that the target mounted, or that were there")
        .tag("how", how)
        .register(registry);
  }

  private Counter warnings(CopyWarning.Kind kind) {
    return Counter.builder(PREFIX + "image_mirroring_warnings")
        .description("Problems with images that were pushed, for the owners of the images to fix")
        .tag("kind", kind.wireName())
        .register(registry);
  }

  /** The registry that the metrics server shows. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Sets the number of open mirror tasks; negative if it is unknown. */
  public void openTasks(long count) {
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
        .description("Entries that sweeps compared, by outcome")
        .tag("kind", kind.wireName())
        .tag("outcome", outcome)
        .register(registry)
        .increment(count);
  }

  @Override
  public void finished(SweepKind kind) {
    Counter.builder(PREFIX + "runs")
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
    Gauge.builder(PREFIX + "run_last_finished_timestamp_seconds", seconds, AtomicLong::get)
        .description("Unix time at which this process last completed a sweep of this kind")
        .tag("kind", kind.wireName())
        .register(registry);
    return seconds;
  }

  @Override
  public void succeeded(CopyResult copied, Duration took, Optional<Duration> age) {
    succeeded.record(took);
    bytes.increment((double) copied.bytesCopied());
    blobsSent.increment(copied.blobsCopied());
    blobsMounted.increment(copied.blobsMounted());
    blobsPresent.increment(copied.blobsPresent());
    // The age is by the clocks of two machines, so it may be negative.
    age.map(known -> known.isNegative() ? Duration.ZERO : known).ifPresent(freshness::record);
  }

  @Override
  public void failed(Duration took) {
    failed.record(took);
  }

  @Override
  public void skipped(MirrorErrorType reason) {
    Counter.builder(PREFIX + "image_mirroring_skipped")
        .description("Images that were skipped because they must not be mirrored")
        .tag("reason", reason.wireName())
        .register(registry)
        .increment();
  }

  @Override
  public void warned(CopyWarning.Kind kind) {
    warnings.get(kind).increment();
  }
}

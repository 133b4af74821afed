package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.process.ProcessMetrics;

/** The worker's metrics. */
public final class WorkerMetrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong openTasks = new AtomicLong(-1);
  private final PushMetrics pushes;
  private final SweepMetrics sweeps;

  public WorkerMetrics() {
    registry.config().meterFilter(new TemporalSdkFilter());
    // First, because it has filters too, which are to be there before any meter.
    ProcessMetrics.addTo(registry);
    pushes = new PushMetrics(registry);
    sweeps = new SweepMetrics(registry);
    Gauge.builder(
            PushMetrics.ORIGINAL_PREFIX + "mirror_queue_depth",
            openTasks,
            depth -> depth.get() < 0 ? Double.NaN : (double) depth.get())
        .description("Open mirror tasks at Temporal; NaN while Temporal does not answer")
        .register(registry);
  }

  /** The registry that the metrics server shows. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Metrics of pushes. */
  public PushMetrics pushes() {
    return pushes;
  }

  /** Metrics of sweeps. */
  public SweepMetrics sweeps() {
    return sweeps;
  }

  /** Sets the number of open mirror tasks; negative if it is unknown. */
  public void openTasks(long count) {
    openTasks.set(count);
  }
}

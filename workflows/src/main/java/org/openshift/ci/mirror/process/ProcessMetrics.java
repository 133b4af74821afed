package org.openshift.ci.mirror.process;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import org.openshift.ci.mirror.version.BuildVersion;

/** The metrics that worker and API have in common: of the JVM, the processor and the build. */
public final class ProcessMetrics {

  private ProcessMetrics() {}

  /** Adds the metrics of the running process; for a registry that lives as long as it does. */
  public static void addTo(PrometheusMeterRegistry registry) {
    addTo(registry, BuildVersion.current());
  }

  static void addTo(PrometheusMeterRegistry registry, BuildVersion build) {
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("jvm.buffer"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("jvm.threads.states"));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    // Never closed: it lives as long as the process.
    new JvmGcMetrics().bindTo(registry);
    // Not a gauge of Micrometer: this library takes the end "_info" off the name of one.
    Info.builder()
        .name("ci_images_mirror_build_info")
        .help("1, with the version and the commit of the running build as labels")
        .labelNames("version", "commit")
        .register(registry.getPrometheusRegistry())
        .addLabelValues(build.version(), build.commit().orElse(BuildVersion.UNKNOWN));
  }
}

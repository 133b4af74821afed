package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.reload.ConfigObserver;

/** Metrics of the mirroring configuration. */
public final class ConfigMetrics implements ConfigObserver {

  private final AtomicInteger invalid = new AtomicInteger();
  private final AtomicInteger leftOut = new AtomicInteger();
  private final Counter good;
  private final Counter bad;

  public ConfigMetrics(MeterRegistry registry) {
    good = reads(registry, "good");
    bad = reads(registry, "bad");
    Gauge.builder("ci_images_mirror_config_invalid", invalid, AtomicInteger::get)
        .description(
            "1 while the file of --config is invalid and an earlier version is in force, otherwise 0")
        .register(registry);
    Gauge.builder("ci_images_mirror_config_entries_left_out", leftOut, AtomicInteger::get)
        .description(
            "Invalid entries of the file of --config that are left out, while all others are in force")
        .register(registry);
  }

  private static Counter reads(MeterRegistry registry, String result) {
    return Counter.builder("ci_images_mirror_config_reads")
        .description("Reads of a new version of the file of --config, by whether it is valid")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void inForce(MirroringConfig config) {
    good.increment();
    invalid.set(0);
    leftOut.set(config.leftOut().size());
  }

  @Override
  public void rejected(List<ConfigProblem> problems) {
    bad.increment();
    invalid.set(1);
  }
}

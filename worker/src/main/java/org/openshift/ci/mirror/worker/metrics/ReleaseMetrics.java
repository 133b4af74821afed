package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.openshift.ci.mirror.release.follow.ReleaseObserver;
import org.openshift.ci.mirror.release.follow.ReleaseStatus;

/** Metrics of the release repository. */
public final class ReleaseMetrics implements ReleaseObserver {

  private static final String PREFIX = "ci_images_mirror_release_";
  private static final double NANOS = 1e9;

  private final Counter reads;
  private volatile ReleaseStatus status;

  public ReleaseMetrics(MeterRegistry registry) {
    reads =
        Counter.builder(PREFIX + "reads")
            .description("Reads of the release repository or of its changes")
            .register(registry);
    gauge(
        registry,
        "configs",
        "ci-operator configs in the release repository",
        ReleaseStatus::configs);
    gauge(
        registry,
        "configs_broken",
        "ci-operator configs that cannot be read or resolved; their last valid version is in force",
        ReleaseStatus::configsBroken);
    gauge(
        registry,
        "step_registry_files",
        "Steps, chains, workflows and observers in the step registry",
        ReleaseStatus::stepRegistryFiles);
    gauge(
        registry,
        "step_registry_files_broken",
        "Files of the step registry that cannot be used; their last valid version is in force",
        ReleaseStatus::stepRegistryFilesBroken);
    gauge(
        registry,
        "build_roots_unknown",
        "Build roots in files of other repositories at GitHub that cannot be read",
        ReleaseStatus::buildRootsUnknown);
    gauge(registry, "tags", "Image stream tags that tests use", ReleaseStatus::tags);
    gauge(registry, "streams", "Image streams that tests use as a whole", ReleaseStatus::streams);
    gauge(
        registry,
        "reading_seconds",
        "How long the last read took: of the whole repository at the start, then of its changes",
        now -> now.reading().toNanos() / NANOS);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<ReleaseStatus> value) {
    Gauge.builder(PREFIX + name, this, metrics -> metrics.value(value))
        .description(description)
        .register(registry);
  }

  private double value(ToDoubleFunction<ReleaseStatus> value) {
    ReleaseStatus now = status;
    return now == null ? Double.NaN : value.applyAsDouble(now);
  }

  @Override
  public void changed(ReleaseStatus now) {
    status = now;
    reads.increment();
  }
}

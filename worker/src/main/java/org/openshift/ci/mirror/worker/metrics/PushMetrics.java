package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.activity.push.PushObserver;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;

/** Metrics of pushes. The duration has the name that the original tool gave it. */
public final class PushMetrics implements PushObserver {

  /** The prefix of the original tool, whose metrics keep their names. */
  static final String ORIGINAL_PREFIX = "quay_io_ci_images_distributor_";

  private static final String PREFIX = ORIGINAL_PREFIX + "image_mirroring_";

  /** From an image whose blobs are all at the target to one of many GiB. */
  private static final Duration[] BUCKETS =
      IntStream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer succeeded;
  private final Timer failed;
  private final Counter bytes;
  private final Counter blobsSent;
  private final Counter blobsMounted;
  private final Counter blobsPresent;
  private final Timer freshness;
  private final Map<CopyWarning.Kind, Counter> warnings = new EnumMap<>(CopyWarning.Kind.class);

  PushMetrics(MeterRegistry registry) {
    this.registry = registry;
    succeeded = timer("success");
    failed = timer("failure");
    bytes =
        Counter.builder(PREFIX + "bytes")
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
  }

  private Timer timer(String state) {
    return Timer.builder(PREFIX + "duration")
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
    return Counter.builder(PREFIX + "warnings")
        .description(
            "Problems with images that were pushed, for the maintainers of the images to fix")
        .tag("kind", kind.wireName())
        .register(registry);
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
    Counter.builder(PREFIX + "skipped")
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

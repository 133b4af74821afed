package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.PushProgress;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes images with the registry engine. */
public final class PushActivitiesImpl implements PushActivities {

  private static final Logger log = LoggerFactory.getLogger(PushActivitiesImpl.class);

  private final RegistryEngine engine;
  private final PushMetrics metrics;

  public PushActivitiesImpl(RegistryEngine engine, PushMetrics metrics) {
    this.engine = engine;
    this.metrics = metrics;
  }

  @Override
  public PushResult pushTags(PushRequest request) {
    long start = System.nanoTime();
    log.info("{}", request.commandLine());
    try {
      CopyResult copied = ActivityFailures.translating(() -> copy(request));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      metrics.succeeded(took, copied.bytesCopied());
      copied.warnings().forEach(warning -> log.warn("{}: {}", request.tag(), warning));
      log.info(
          "mirrored {} {} in {} ms: {} bytes in {} blobs sent, {} blobs mounted",
          request.tag(),
          copied.digest(),
          took.toMillis(),
          copied.bytesCopied(),
          copied.blobsCopied(),
          copied.blobsMounted());
      return new PushResult(
          copied.digest(),
          copied.bytesCopied(),
          copied.blobsCopied(),
          copied.blobsMounted(),
          took.toMillis());
    } catch (RuntimeException e) {
      metrics.failed(Duration.ofNanos(System.nanoTime() - start));
      log.warn("push of {} to {} failed: {}", request.tag(), request.destination(), messageOf(e));
      throw e;
    }
  }

  private static String messageOf(RuntimeException e) {
    return e instanceof ApplicationFailure failure ? failure.getOriginalMessage() : e.getMessage();
  }

  private CopyResult copy(PushRequest request) {
    List<PullSpec> destinations =
        Stream.of(request.dateDestination(), request.destination())
            .filter(destination -> destination != null)
            .map(PullSpec::parse)
            .toList();
    try (Heartbeat<PushProgress> heartbeat =
        new Heartbeat<>(Activity.getExecutionContext(), new PushProgress(0, 0))) {
      return engine.copy(
          PullSpec.parse(request.source()),
          request.digest(),
          destinations,
          (done, total) -> heartbeat.details(new PushProgress(done, total)));
    }
  }
}

package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.PushProgress;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.RegistryException;
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
      copied.warnings().forEach(warning -> warn(request, warning));
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
    } catch (SkippedImageException e) {
      metrics.skipped(e.reason().type());
      log.warn(
          "{} to {} skipped: {}", request.tag(), request.destination(), e.reason().getMessage());
      throw ActivityFailures.skip(e.reason());
    } catch (RuntimeException e) {
      metrics.failed(Duration.ofNanos(System.nanoTime() - start));
      log.warn("push of {} to {} failed: {}", request.tag(), request.destination(), messageOf(e));
      throw e;
    }
  }

  private void warn(PushRequest request, CopyWarning warning) {
    metrics.warned(warning.kind());
    log.warn("{}: {}", request.tag(), warning.message());
  }

  private static String messageOf(RuntimeException e) {
    return e instanceof ApplicationFailure failure ? failure.getOriginalMessage() : e.getMessage();
  }

  private CopyResult copy(PushRequest request) {
    PullSpec source = PullSpecs.parse(request.source());
    PullSpec destination = PullSpecs.parseTag(request.destination());
    List<PullSpec> destinations = new ArrayList<>();
    if (request.dateDestination() != null) {
      destinations.add(PullSpecs.parseTag(request.dateDestination()));
    }
    destinations.add(destination);
    try (Heartbeat<PushProgress> heartbeat =
        new Heartbeat<>(Activity.getExecutionContext(), new PushProgress(0, 0))) {
      return engine.copy(
          source,
          request.digest(),
          destinations,
          (done, total) -> heartbeat.details(new PushProgress(done, total)));
    } catch (RegistryException e) {
      if (isSkipped(e.type(), destination)) {
        throw new SkippedImageException(e);
      }
      throw e;
    }
  }

  /**
   * Whether a task ends at this failure. A schema 1 image cannot be copied with its digest; where
   * the destination has an image, somebody converted it, and the original tool leaves it at that.
   */
  private boolean isSkipped(MirrorErrorType type, PullSpec destination) {
    return type == MirrorErrorType.IMAGE_EXCLUDED
        || (type == MirrorErrorType.MANIFEST_SCHEMA1 && engine.digest(destination).isPresent());
  }
}

package org.openshift.ci.mirror.activity.push;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.RegistryErrors;
import org.openshift.ci.mirror.activity.SkippedImageException;
import org.openshift.ci.mirror.activity.TemporalFence;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.PushProgress;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The push activity: heartbeats, log lines and metrics around a {@link TagPusher}. */
public final class PushActivitiesImpl implements PushActivities {

  private static final Logger log = LoggerFactory.getLogger(PushActivitiesImpl.class);

  private final TagPusher pusher;
  private final WorkflowClient client;
  private final PushObserver observer;

  public PushActivitiesImpl(TagPusher pusher, WorkflowClient client, PushObserver observer) {
    this.pusher = pusher;
    this.client = client;
    this.observer = observer;
  }

  @Override
  public PushResult pushTags(PushRequest request) {
    long start = System.nanoTime();
    log.info("{}", request.commandLine());
    try {
      CopyResult copied = ActivityFailures.translating(() -> copy(request));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      observer.succeeded(
          copied,
          took,
          Optional.ofNullable(request.since())
              .map(since -> Duration.between(since, Instant.now())));
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
      observer.skipped(RegistryErrors.typeOf(e.reason()));
      log.warn(
          "{} to {} skipped: {}", request.tag(), request.destination(), e.reason().getMessage());
      throw ActivityFailures.skip(e.reason());
    } catch (RuntimeException e) {
      observer.failed(Duration.ofNanos(System.nanoTime() - start));
      log.warn("push of {} to {} failed: {}", request.tag(), request.destination(), messageOf(e));
      throw e;
    }
  }

  private void warn(PushRequest request, CopyWarning warning) {
    observer.warned(warning.kind());
    log.warn("{}: {}", request.tag(), warning.message());
  }

  private static String messageOf(RuntimeException e) {
    return e instanceof ApplicationFailure failure ? failure.getOriginalMessage() : e.getMessage();
  }

  private CopyResult copy(PushRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    AtomicReference<PushProgress> reached = new AtomicReference<>(new PushProgress(0, 0));
    Fence fence = new TemporalFence(client, context, reached::get);
    try (ActivityHeartbeat<PushProgress> heartbeat =
        new ActivityHeartbeat<>(context, reached.get())) {
      return pusher.push(
          request,
          (done, total) -> {
            reached.set(new PushProgress(done, total));
            heartbeat.details(reached.get());
          },
          fence);
    }
  }
}

package org.openshift.ci.mirror.activity.watch;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.imagestreams.ImageStreamSourceException;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.WatchPosition;

/** Watches a source of image streams, and signals the changed tags to the watcher. */
public final class ImageStreamWatchActivitiesImpl implements ImageStreamWatchActivities {

  /** How long a watch lasts before it ends, so that its workflow gets a new history. */
  private static final Duration LONGEST_WATCH = Duration.ofHours(1);

  private final ImageStreamSource source;
  private final Claims claims;
  private final WatcherStarter watcher;
  private final WatchMonitor monitor;

  public ImageStreamWatchActivitiesImpl(
      ImageStreamSource source,
      Claims claims,
      WorkflowClient client,
      MirrorMode mode,
      WatchMonitor monitor) {
    this.source = source;
    this.claims = claims;
    this.monitor = monitor;
    this.watcher = new WatcherStarter(client, mode);
  }

  @Override
  public WatchPosition watchImageStreams(WatchPosition given) {
    WatchMonitor.Attempt attempt = monitor.attempt();
    ActivityExecutionContext context = Activity.getExecutionContext();
    if (claims.hasOlderConfiguration()) {
      // This worker would miss tags that only the newer one watches. Temporal retries the activity
      // on any worker.
      throw ApplicationFailure.newFailure(
          "another worker has a newer configuration, and should watch",
          MirrorErrorType.RULES_OUTDATED.wireName());
    }
    WatchPosition reached = context.getHeartbeatDetails(WatchPosition.class).orElse(given);
    String running = watcher.ensureRunning();
    // A watcher that was started anew does not have the names that were signalled to the last one.
    WatchPosition from = running.equals(reached.watcher()) ? reached : WatchPosition.start();
    attempt.began();
    try (WatcherSink sink =
        new WatcherSink(
            context,
            watcher,
            running,
            claims::hasOlderConfiguration,
            from,
            LONGEST_WATCH,
            attempt)) {
      try {
        return sink.reached(source.watch(from.toldTo(null), sink));
      } catch (ActivityWorkerShutdownException e) {
        // A result lets another worker go on at once, from this position.
        return sink.position();
      } catch (ActivityCompletionException e) {
        // The watch was ended, or given to another worker.
        throw e;
      } catch (RuntimeException e) {
        sink.broke(e instanceof ImageStreamSourceException ? e.getMessage() : e.toString());
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the watch of image streams was interrupted", e);
    } finally {
      attempt.ended();
    }
  }
}

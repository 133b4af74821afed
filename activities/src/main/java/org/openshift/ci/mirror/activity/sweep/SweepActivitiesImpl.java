package org.openshift.ci.mirror.activity.sweep;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.TemporalFence;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities of a sweep, with their heartbeats and fences. */
public final class SweepActivitiesImpl implements SweepActivities {

  private static final Logger log = LoggerFactory.getLogger(SweepActivitiesImpl.class);

  /** How long a page waits for a short backlog: a little less than the activity's timeout. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(50);

  private final SweepPages pages;
  private final TaskReview review;
  private final Backpressure backpressure;
  private final WorkflowClient client;
  private final SweepObserver observer;

  public SweepActivitiesImpl(
      SweepPages pages,
      TaskReview review,
      Backpressure backpressure,
      WorkflowClient client,
      SweepObserver observer) {
    this.pages = pages;
    this.review = review;
    this.backpressure = backpressure;
    this.client = client;
    this.observer = observer;
  }

  @Override
  public SweepPage comparePage(SweepPageRequest request) {
    Fence fence = new TemporalFence(client, Activity.getExecutionContext(), () -> null);
    return working(
        () -> {
          if (!backpressure.await(LONGEST_HOLD, fence::prove)) {
            log.info(
                "sweep of {}: a page goes on although the backlog is long",
                request.kind().wireName());
          }
          SweepPage page = pages.compare(request, fence);
          observer.compared(request.kind(), page.found());
          return page;
        });
  }

  @Override
  public SweepSummary finishSweep(SweepKind kind, SweepSummary soFar) {
    return working(
        () -> {
          SweepSummary whole = soFar.withWithdrawn(review.run());
          log.info("sweep of {}: {}", kind.wireName(), whole.line());
          observer.finished(kind);
          return whole;
        });
  }

  /** Temporal retries these failures: they may pass, or another worker may have newer rules. */
  private static <T> T working(Supplier<T> work) {
    return ActivityHeartbeat.during(
        () -> {
          try {
            return ActivityFailures.translating(work);
          } catch (ApplicationFailure e) {
            throw ApplicationFailure.newFailure(e.getOriginalMessage(), e.getType());
          }
        });
  }
}

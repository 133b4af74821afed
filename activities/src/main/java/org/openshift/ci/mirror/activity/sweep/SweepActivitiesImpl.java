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
import org.openshift.ci.mirror.activity.task.SweepPace;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's work, behind the heartbeat and fence of its activity. */
public final class SweepActivitiesImpl implements SweepActivities {

  private static final Logger log = LoggerFactory.getLogger(SweepActivitiesImpl.class);

  /** A page waits for room as long as it takes; its own time ends before. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(50);

  private final SweepPages pages;
  private final TaskReview review;
  private final SweepPace pace;
  private final WorkflowClient client;
  private final SweepMetrics metrics;

  public SweepActivitiesImpl(
      SweepPages pages,
      TaskReview review,
      SweepPace pace,
      WorkflowClient client,
      SweepMetrics metrics) {
    this.pages = pages;
    this.review = review;
    this.pace = pace;
    this.client = client;
    this.metrics = metrics;
  }

  @Override
  public SweepPage comparePage(SweepPageRequest request) {
    Fence fence = new TemporalFence(client, Activity.getExecutionContext(), () -> null);
    return working(
        () -> {
          if (!pace.await(LONGEST_HOLD, fence::prove)) {
            log.info(
                "a page of {} goes on although much waits for workers", request.kind().wireName());
          }
          SweepPage page = pages.compare(request, fence);
          metrics.compared(request.kind(), page.found());
          return page;
        });
  }

  @Override
  public SweepSummary finishSweep(SweepKind kind, SweepSummary soFar) {
    return working(
        () -> {
          SweepSummary whole = soFar.withWithdrawn(review.run());
          log.info("run of {}: {}", kind.wireName(), whole.line());
          metrics.finished(kind);
          return whole;
        });
  }

  /**
   * All that fails here may pass, or be better known to another worker: Temporal goes on trying.
   */
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

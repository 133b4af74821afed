package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.contract.RunPage;
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's work, behind the heartbeat and fence of its activity. */
public final class RunActivitiesImpl implements RunActivities {

  private static final Logger log = LoggerFactory.getLogger(RunActivitiesImpl.class);

  /** A page waits for room as long as it takes; its own time ends before. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(50);

  private final RunPages pages;
  private final TaskReview review;
  private final SweepPace pace;
  private final WorkflowClient client;
  private final RunMetrics metrics;

  public RunActivitiesImpl(
      RunPages pages,
      TaskReview review,
      SweepPace pace,
      WorkflowClient client,
      RunMetrics metrics) {
    this.pages = pages;
    this.review = review;
    this.pace = pace;
    this.client = client;
    this.metrics = metrics;
  }

  @Override
  public RunPage comparePage(RunPageRequest request) {
    Fence fence = new TemporalFence(client, Activity.getExecutionContext(), () -> null);
    return working(
        () -> {
          if (!pace.await(LONGEST_HOLD, fence::prove)) {
            log.info(
                "a page of {} goes on although much waits for workers", request.kind().wireName());
          }
          RunPage page = pages.compare(request, fence);
          metrics.compared(request.kind(), page.found());
          return page;
        });
  }

  @Override
  public RunSummary finishRun(RunKind kind, RunSummary soFar) {
    return working(
        () -> {
          RunSummary whole = soFar.withWithdrawn(review.run());
          log.info("run of {}: {}", kind.wireName(), whole.line());
          metrics.finished(kind);
          return whole;
        });
  }

  /**
   * All that fails here may pass, or be better known to another worker: Temporal goes on trying.
   */
  private static <T> T working(Supplier<T> work) {
    return Heartbeat.during(
        () -> {
          try {
            return ActivityFailures.translating(work);
          } catch (ApplicationFailure e) {
            throw ApplicationFailure.newFailure(e.getOriginalMessage(), e.getType());
          }
        });
  }
}

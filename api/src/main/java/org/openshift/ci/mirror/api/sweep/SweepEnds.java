package org.openshift.ci.mirror.api.sweep;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.Optional;
import org.openshift.ci.mirror.api.temporal.CloseEvents;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.SweepSummary;

/** How sweeps ended. Each is read once, as that never changes. */
final class SweepEnds {

  private static final int MAX_KNOWN = 200;

  /** A sweep of 60,000 tags has one or two runs. */
  private static final int MAX_RUNS = 20;

  private final TemporalGateway temporal;

  /** By run id. */
  private final Cache<String, SweepRun> known =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

  SweepEnds(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  /**
   * The sweep with its end, if it has ended.
   *
   * @param first its first run
   * @param open what is known of it so far
   * @param kind of its schedule, which tells what its result is
   */
  SweepRun of(WorkflowExecution first, SweepRun open, SweepSchedule.Kind kind) {
    SweepRun ended = known.getIfPresent(first.getRunId());
    if (ended != null) {
      return ended;
    }
    SweepRun now = last(first).map(event -> ended(open, event, kind)).orElse(open);
    if (now.outcome() != null) {
      known.put(first.getRunId(), now);
    }
    return now;
  }

  /** The last event of the last run: a long sweep continues as new. */
  private Optional<HistoryEvent> last(WorkflowExecution first) {
    WorkflowExecution run = first;
    for (int runs = 0; runs < MAX_RUNS; runs++) {
      Optional<HistoryEvent> last = temporal.closeEvent(run);
      if (last.isEmpty() || !last.get().hasWorkflowExecutionContinuedAsNewEventAttributes()) {
        return last;
      }
      run =
          run.toBuilder()
              .setRunId(
                  last.get()
                      .getWorkflowExecutionContinuedAsNewEventAttributes()
                      .getNewExecutionRunId())
              .build();
    }
    return Optional.empty();
  }

  private static SweepRun ended(SweepRun open, HistoryEvent last, SweepSchedule.Kind kind) {
    Instant when = Times.instant(last.getEventTime());
    return switch (last.getAttributesCase()) {
      case WORKFLOW_EXECUTION_COMPLETED_EVENT_ATTRIBUTES ->
          withResult(open.endedAs("completed", when, null), last, kind);
      case WORKFLOW_EXECUTION_FAILED_EVENT_ATTRIBUTES ->
          open.endedAs("failed", when, CloseEvents.failure(last).orElse(null));
      case WORKFLOW_EXECUTION_CANCELED_EVENT_ATTRIBUTES -> open.endedAs("canceled", when, null);
      case WORKFLOW_EXECUTION_TERMINATED_EVENT_ATTRIBUTES -> open.endedAs("terminated", when, null);
      case WORKFLOW_EXECUTION_TIMED_OUT_EVENT_ATTRIBUTES -> open.endedAs("timed_out", when, null);
      default -> open;
    };
  }

  private static SweepRun withResult(
      SweepRun run, HistoryEvent completed, SweepSchedule.Kind kind) {
    return kind == SweepSchedule.Kind.RETENTION
        ? CloseEvents.result(completed, RetentionSummary.class).map(run::with).orElse(run)
        : CloseEvents.result(completed, SweepSummary.class).map(run::with).orElse(run);
  }
}

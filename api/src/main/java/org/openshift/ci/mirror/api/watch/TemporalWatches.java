package org.openshift.ci.mirror.api.watch;

import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.api.temporal.Heartbeats;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.WatchHeartbeat;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/**
 * Reads the state of a watch from its pending activity: the worker that runs it puts the state into
 * its heartbeats, and Temporal knows the failure of the last attempt. A watch whose workflow, or
 * whose watcher, stands still is failing too.
 */
public final class TemporalWatches implements Watches {

  private final TemporalGateway temporal;
  private final WorkflowLinks links;
  private final InstantSource clock;

  public TemporalWatches(TemporalGateway temporal, WorkflowLinks links, InstantSource clock) {
    this.temporal = temporal;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public List<WatchEntry> open() {
    return Stream.of(MirrorMode.values()).flatMap(mode -> open(mode).stream()).toList();
  }

  private Optional<WatchEntry> open(MirrorMode mode) {
    Optional<DescribeWorkflowExecutionResponse> watch = running(mode.imageStreamWatchId());
    // Without the watcher nobody starts tasks for the tags that the watch notices.
    return watch.map(
        known ->
            StandingWorkflows.standsStill(known)
                .or(() -> running(mode.watcherId()).flatMap(StandingWorkflows::standsStill))
                .map(why -> failing(known.getWorkflowExecutionInfo(), why))
                .orElseGet(() -> entry(known)));
  }

  private Optional<DescribeWorkflowExecutionResponse> running(String workflowId) {
    return temporal
        .describeFully(workflowId)
        .filter(
            workflow ->
                workflow.getWorkflowExecutionInfo().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  private WatchEntry failing(WorkflowExecutionInfo watch, String why) {
    return entry(watch, WatchPhase.FAILING.wireName(), null, why, null, null);
  }

  private WatchEntry entry(DescribeWorkflowExecutionResponse watch) {
    WorkflowExecutionInfo info = watch.getWorkflowExecutionInfo();
    return watch.getPendingActivitiesList().stream()
        .findFirst()
        .map(attempt -> entry(info, attempt))
        .orElseGet(() -> entry(info, WatchEntry.WAITING, null, null, null, null));
  }

  private WatchEntry entry(WorkflowExecutionInfo info, PendingActivityInfo attempt) {
    WatchState told =
        Heartbeats.details(attempt, WatchHeartbeat.class).map(WatchHeartbeat::state).orElse(null);
    String worker =
        attempt.getLastWorkerIdentity().isEmpty() ? null : attempt.getLastWorkerIdentity();
    boolean tellsNow =
        Heartbeats.isStarted(attempt) && Heartbeats.ofThisAttempt(attempt) && told != null;
    if (tellsNow && told.phase() != WatchPhase.FAILING) {
      return entry(info, told.phase().wireName(), told.since(), null, told, worker);
    }
    boolean toldFailing = told != null && told.phase() == WatchPhase.FAILING;
    if (tellsNow || attempt.hasLastFailure()) {
      return entry(
          info,
          WatchPhase.FAILING.wireName(),
          toldFailing ? told.since() : instant(attempt.getLastAttemptCompleteTime()),
          attempt.hasLastFailure() && !tellsNow ? whyItEnded(attempt) : told.lastError(),
          told,
          worker);
    }
    return Heartbeats.isStarted(attempt)
        ? entry(
            info,
            WatchPhase.CONNECTING.wireName(),
            instant(attempt.getLastStartedTime()),
            null,
            told,
            worker)
        : entry(info, WatchEntry.WAITING, instant(attempt.getScheduledTime()), null, told, worker);
  }

  /** Why the last attempt ended. Of a time-out, Temporal's own words do not say what to look at. */
  static String whyItEnded(PendingActivityInfo attempt) {
    Failure failure = attempt.getLastFailure();
    String worker = attempt.getLastWorkerIdentity();
    return failure.hasTimeoutFailureInfo()
        ? "the worker that had it%s no longer reports; look whether workers run (%s)"
            .formatted(worker.isEmpty() ? "" : ", " + worker + ",", failure.getMessage())
        : failure.getMessage();
  }

  private WatchEntry entry(
      WorkflowExecutionInfo info,
      String state,
      Instant since,
      String error,
      WatchState told,
      String worker) {
    String workflowId = info.getExecution().getWorkflowId();
    return new WatchEntry(
        workflowId,
        state,
        since,
        error,
        told == null ? null : told.lastEvent(),
        told == null || told.upToDateAt() == null
            ? null
            : Math.max(0, Duration.between(told.upToDateAt(), clock.instant()).toSeconds()),
        told == null ? 0 : told.relists(),
        worker,
        links.of(workflowId, info.getExecution().getRunId()));
  }

  private static Instant instant(Timestamp time) {
    return time.getSeconds() == 0 ? null : Times.instant(time);
  }
}

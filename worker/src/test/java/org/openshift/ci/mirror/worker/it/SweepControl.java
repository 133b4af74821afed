package org.openshift.ci.mirror.worker.it;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleHandle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.testing.Await;

/** Shows and triggers schedules and their sweeps as a person would. */
final class SweepControl {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Platform platform;
  private final ScheduleClient schedules;
  private final MirrorMode mode;

  /** Run ids, because sweeps that start within one second have the same workflow id. */
  private final Set<String> seen = new HashSet<>();

  SweepControl(Platform platform, MirrorMode mode) {
    this.platform = platform;
    this.mode = mode;
    schedules = platform.temporal.schedules();
  }

  ScheduleHandle schedule(SweepKind kind) {
    return schedules.getHandle(mode.scheduleId(kind));
  }

  ScheduleDescription describe(SweepKind kind) {
    return schedule(kind).describe();
  }

  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    schedules.listSchedules().forEach(schedule -> ids.add(schedule.getScheduleId()));
    return ids;
  }

  /** Waits until this many sweeps of the list have completed, whatever started them. */
  void awaitEnded(SweepKind kind, int count) {
    platform.awaitListed(query(kind) + " AND ExecutionStatus='Completed'", count, SOON);
    ended(kind).forEach(run -> seen.add(run.getExecution().getRunId()));
  }

  /** Triggers the schedule, waits until its sweep ends, and returns its result. */
  SweepSummary trigger(SweepKind kind) {
    ended(kind).forEach(run -> seen.add(run.getExecution().getRunId()));
    schedule(kind).trigger();
    Await.until(
        "the triggered sweep of " + kind + " ends",
        SOON,
        () -> ended(kind).stream().anyMatch(this::isNew),
        () -> platform.list(query(kind)));
    WorkflowExecutionInfo run = ended(kind).stream().filter(this::isNew).findFirst().orElseThrow();
    seen.add(run.getExecution().getRunId());
    return platform
        .temporal
        .client()
        .newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder()
                .setWorkflowId(run.getExecution().getWorkflowId())
                .setRunId(run.getExecution().getRunId())
                .build())
        .getResult(SweepSummary.class);
  }

  private boolean isNew(WorkflowExecutionInfo run) {
    return !seen.contains(run.getExecution().getRunId());
  }

  private List<WorkflowExecutionInfo> ended(SweepKind kind) {
    return platform.list(query(kind) + " AND ExecutionStatus='Completed'");
  }

  private static String query(SweepKind kind) {
    return "WorkflowType='" + SweepTypes.of(kind) + "'";
  }
}

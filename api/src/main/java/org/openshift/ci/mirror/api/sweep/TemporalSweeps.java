package org.openshift.ci.mirror.api.sweep;

import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.schedule.v1.ScheduleActionResult;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;

/** Reads schedules, which know the workflows that they started, and how these ended. */
public final class TemporalSweeps implements Sweeps {

  /** Temporal remembers ten. */
  private static final int RUNS = 5;

  private final TemporalGateway temporal;
  private final SweepEnds ends;
  private final OpenTaskList tasks;
  private final WorkflowLinks links;

  public TemporalSweeps(TemporalGateway temporal, OpenTaskList tasks, WorkflowLinks links) {
    this.temporal = temporal;
    this.ends = new SweepEnds(temporal);
    this.tasks = tasks;
    this.links = links;
  }

  @Override
  public SweepListing read() {
    List<SweepSchedule> schedules = new ArrayList<>();
    for (MirrorMode mode : MirrorMode.values()) {
      for (SweepKind kind : SweepKind.values()) {
        schedule(mode.scheduleId(kind), SweepSchedule.Kind.of(kind)).ifPresent(schedules::add);
      }
      schedule(mode.retentionScheduleId(), SweepSchedule.Kind.RETENTION).ifPresent(schedules::add);
    }
    return new SweepListing(
        lastResync(schedules)
            .map(resync -> SweepListing.Summary.of(resync, tasks.count(TaskQuery.openTasks())))
            .orElse(null),
        schedules);
  }

  /**
   * The newest resync that has ended with a result; a dry run's only where no other is scheduled,
   * because it says nothing about the target of the real one.
   */
  private static Optional<SweepRun> lastResync(List<SweepSchedule> schedules) {
    return schedules.stream()
        .filter(schedule -> schedule.kind() == SweepSchedule.Kind.RESYNC)
        .findFirst()
        .flatMap(
            schedule -> schedule.runs().stream().filter(run -> run.found() != null).findFirst());
  }

  private Optional<SweepSchedule> schedule(String id, SweepSchedule.Kind kind) {
    return temporal.describeSchedule(id).map(schedule -> schedule(id, kind, schedule));
  }

  private SweepSchedule schedule(
      String id, SweepSchedule.Kind kind, DescribeScheduleResponse schedule) {
    boolean paused = schedule.getSchedule().getState().getPaused();
    String note = schedule.getSchedule().getState().getNotes();
    List<Timestamp> due = schedule.getInfo().getFutureActionTimesList();
    return new SweepSchedule(
        id,
        kind,
        paused,
        paused && !note.isEmpty() ? note : null,
        paused || due.isEmpty() ? null : Times.instant(due.getFirst()),
        schedule.getInfo().getRecentActionsList().reversed().stream()
            .limit(RUNS)
            .map(action -> run(action, kind))
            .toList());
  }

  private SweepRun run(ScheduleActionResult action, SweepSchedule.Kind kind) {
    WorkflowExecution execution = action.getStartWorkflowResult();
    return ends.of(
        execution,
        SweepRun.open(
            execution.getWorkflowId(),
            Times.instant(action.getActualTime()),
            links.of(execution.getWorkflowId(), execution.getRunId())),
        kind);
  }
}

package org.openshift.ci.mirror.worker.schedule;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.SweepKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedules at Temporal, one for each list. A schedule that a person paused stays paused: the
 * worker only resumes a schedule whose note says that the worker paused it.
 */
final class SweepSchedules {

  private static final Logger log = LoggerFactory.getLogger(SweepSchedules.class);

  /**
   * Compared with the note of an existing schedule. If this text changed, schedules paused by the
   * worker would stay paused.
   */
  private static final String OWN_PAUSE = "paused by the worker: its flags ask for no such runs";

  /** Jitter keeps schedules from all starting at the full hour. */
  private static final Duration LONGEST_JITTER = Duration.ofMinutes(5);

  private static final Duration DAY = Duration.ofDays(1);

  private static final int ATTEMPTS = 3;

  private final ScheduleClient client;
  private final MirrorMode mode;

  SweepSchedules(ScheduleClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /** Creates the schedule, or updates it to this period. */
  void keep(SweepKind kind, Duration period) {
    keep(mode.scheduleId(kind), schedule(kind, period));
    log.info("schedule {}: every {}", mode.scheduleId(kind), period);
  }

  /** Creates the schedule of retention sweeps, or updates it. */
  void keepRetention(RetentionInput input) {
    String id = mode.retentionScheduleId();
    // At another time than all others.
    ScheduleIntervalSpec daily = new ScheduleIntervalSpec(DAY, Duration.ofHours(2));
    keep(id, schedule(id, DateTagRetentionWorkflow.TYPE, input, daily));
    log.info(
        "schedule {}: daily, for date tags older than {} days{}",
        id,
        input.days(),
        input.remove() ? "" : "; dry run: they are only counted");
  }

  private void keep(String id, Schedule wanted) {
    for (int attempt = 1; ; attempt++) {
      try {
        createOrUpdate(id, wanted);
        return;
      } catch (ScheduleException e) {
        // Another worker, started at the same moment, may have changed it in between.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.debug("updating schedule {} failed; trying again", id, e);
      }
    }
  }

  private void createOrUpdate(String id, Schedule wanted) {
    try {
      client.createSchedule(id, wanted, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException e) {
      client
          .getHandle(id)
          .update(
              input -> {
                ScheduleState state = input.getDescription().getSchedule().getState();
                return new ScheduleUpdate(
                    Schedule.newBuilder(wanted)
                        .setState(isOwnPause(state) ? wanted.getState() : state)
                        .build());
              });
    }
  }

  /** Pauses the schedule if it exists. */
  void pause(SweepKind kind) {
    pause(mode.scheduleId(kind));
  }

  /** Pauses the schedule of retention sweeps if it exists. */
  void pauseRetention() {
    pause(mode.retentionScheduleId());
  }

  private void pause(String id) {
    if (isActive(id)) {
      ScheduleHandle handle = client.getHandle(id);
      handle.pause(OWN_PAUSE);
      log.info("schedule {}: {}", handle.getId(), OWN_PAUSE);
    }
  }

  /** Whether the schedule exists and nobody paused it. */
  boolean isActive(SweepKind kind) {
    return isActive(mode.scheduleId(kind));
  }

  private boolean isActive(String id) {
    return state(id).filter(state -> !state.isPaused()).isPresent();
  }

  /** Whether the schedule does not exist. */
  boolean isMissing(SweepKind kind) {
    return state(mode.scheduleId(kind)).isEmpty();
  }

  /** Whether the schedule of retention sweeps does not exist. */
  boolean isRetentionMissing() {
    return state(mode.retentionScheduleId()).isEmpty();
  }

  private Optional<ScheduleState> state(String id) {
    try {
      return Optional.of(client.getHandle(id).describe().getSchedule().getState());
    } catch (ScheduleException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Starts a sweep now.
   *
   * @param afterRunning if a sweep is already running, whether another one follows it
   */
  void trigger(SweepKind kind, boolean afterRunning) {
    client
        .getHandle(mode.scheduleId(kind))
        .trigger(
            afterRunning
                ? ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE
                : ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
  }

  private Schedule schedule(SweepKind kind, Duration period) {
    return schedule(
        mode.scheduleId(kind),
        SweepTypes.of(kind),
        SweepInput.all(mode),
        new ScheduleIntervalSpec(period, offset(kind, period)));
  }

  private Schedule schedule(
      String id, String workflowType, Object argument, ScheduleIntervalSpec interval) {
    Duration period = interval.getEvery();
    Duration jitter = period.dividedBy(10);
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(workflowType)
                .setArguments(argument)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(mode.sweepQueue())
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(interval))
                .setJitter(jitter.compareTo(LONGEST_JITTER) < 0 ? jitter : LONGEST_JITTER)
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                // After a time without Temporal, one sweep makes up for all that were missed.
                .setCatchupWindow(period)
                .build())
        .setState(ScheduleState.newBuilder().setPaused(false).build())
        .build();
  }

  /** Staggers the sweeps, because they ask the same registries. */
  private static Duration offset(SweepKind kind, Duration period) {
    int quarters =
        switch (kind) {
          case SUPPLEMENTAL -> 0;
          case ART -> 1;
          case BACKFILL -> 2;
          case RESYNC -> 3;
        };
    return Duration.ofSeconds(period.multipliedBy(quarters).dividedBy(4).toSeconds());
  }

  private static boolean isOwnPause(ScheduleState state) {
    return state.isPaused() && OWN_PAUSE.equals(state.getNote());
  }

  private static boolean isMissing(ScheduleException e) {
    return e.getCause() instanceof StatusRuntimeException cause
        && cause.getStatus().getCode() == Status.Code.NOT_FOUND;
  }
}

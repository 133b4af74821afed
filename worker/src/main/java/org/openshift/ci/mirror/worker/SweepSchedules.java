package org.openshift.ci.mirror.worker;

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
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.model.SweepKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedules at Temporal, one for each list. What a person pauses stays paused: the state of a
 * schedule that exists is only changed where it is the worker's own doing, as its note says.
 */
final class SweepSchedules {

  private static final Logger log = LoggerFactory.getLogger(SweepSchedules.class);

  private static final String OWN_PAUSE = "paused by the worker: its flags ask for no such runs";

  /** Many schedules at the full hour are a load that nobody needs. */
  private static final Duration LONGEST_JITTER = Duration.ofMinutes(5);

  private static final int ATTEMPTS = 3;

  private final ScheduleClient client;
  private final MirrorMode mode;

  SweepSchedules(ScheduleClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /** Makes the schedule so that it runs with this period, or makes it new. */
  void keep(SweepKind kind, Duration period) {
    for (int attempt = 1; ; attempt++) {
      try {
        createOrUpdate(kind, period);
        log.info("schedule {}: every {}", mode.scheduleId(kind), period);
        return;
      } catch (ScheduleException e) {
        // Another worker, started in the same moment, may have changed it in between.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.debug("schedule {} is tried again", mode.scheduleId(kind), e);
      }
    }
  }

  private void createOrUpdate(SweepKind kind, Duration period) {
    String id = mode.scheduleId(kind);
    Schedule wanted = schedule(kind, period);
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

  /** No runs of this list by themselves: a schedule that exists pauses. */
  void pause(SweepKind kind) {
    ScheduleHandle handle = client.getHandle(mode.scheduleId(kind));
    try {
      if (!handle.describe().getSchedule().getState().isPaused()) {
        handle.pause(OWN_PAUSE);
        log.info("schedule {}: {}", handle.getId(), OWN_PAUSE);
      }
    } catch (ScheduleException e) {
      if (!isMissing(e)) {
        throw e;
      }
      // There is none, and none is wanted.
      log.debug("schedule {} does not exist", handle.getId());
    }
  }

  /** Whether the schedule exists and nobody paused it. */
  boolean isActive(SweepKind kind) {
    try {
      return !client
          .getHandle(mode.scheduleId(kind))
          .describe()
          .getSchedule()
          .getState()
          .isPaused();
    } catch (ScheduleException e) {
      if (isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Begins a run now.
   *
   * @param afterRunning whether one follows a run that is under way; otherwise that one is enough
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
    Duration jitter = period.dividedBy(10);
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(MirrorMode.sweepType(kind))
                .setArguments(SweepInput.all(mode))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(mode.scheduleId(kind))
                        .setTaskQueue(mode.sweepQueue())
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(period, offset(kind, period))))
                .setJitter(jitter.compareTo(LONGEST_JITTER) < 0 ? jitter : LONGEST_JITTER)
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                // What was missed while Temporal was down is one run, not all of them.
                .setCatchupWindow(period)
                .build())
        .setState(ScheduleState.newBuilder().setPaused(false).build())
        .build();
  }

  /** The lists take turns, as they ask the same registries. */
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

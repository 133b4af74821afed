package org.openshift.ci.mirror.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.WatcherActivities;

/**
 * The activities as workflows call them: queues, timeouts, retries.
 *
 * <p>No schedule-to-start timeout anywhere: while no worker is up, work waits.
 */
final class MirrorActivityStubs {

  /**
   * A mirror task's activity makes one attempt: the workflow does the rest, which shows the failure
   * in its search attributes and can be woken from its wait by a signal.
   */
  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  /**
   * For what stands for many tags and has nobody who would try again: these fail only by Temporal
   * itself, a dead worker, or a defect. The pause stays short, so that work is taken over at once
   * however often that was needed.
   */
  private static final RetryOptions FOR_EVER =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(1.5)
          .setMaximumInterval(Duration.ofSeconds(3))
          .build();

  /** The watcher brings a batch again itself; one that always fails must not keep its place. */
  private static final RetryOptions A_FEW_TIMES =
      RetryOptions.newBuilder(FOR_EVER).setMaximumAttempts(3).build();

  /** How long a page of a run may take, with all attempts. */
  private static final Duration LONGEST_PAGE = Duration.ofHours(2);

  private MirrorActivityStubs() {}

  /**
   * Local activities: the worker that has the workflow task asks, and Temporal writes the answers
   * down with it, which costs it half the writes of an activity from a queue.
   */
  static CheckActivities check() {
    return Workflow.newLocalActivityStub(
        CheckActivities.class,
        LocalActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(ONCE)
            .build());
  }

  static PushActivities push(MirrorMode mode) {
    return Workflow.newActivityStub(
        PushActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.pushQueue())
            // Twenty gigabytes, quay's largest layer, at a slow 0.5 MB/s take eleven hours.
            .setStartToCloseTimeout(Duration.ofHours(12))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            // A task that is cancelled holds its id until its push has stopped, so that the next
            // one does not push beside it.
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(ONCE)
            .build());
  }

  static WatcherActivities watcher(MirrorMode mode) {
    return Workflow.newActivityStub(
        WatcherActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.watcherQueue())
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setHeartbeatTimeout(Duration.ofSeconds(15))
            .setRetryOptions(A_FEW_TIMES)
            .build());
  }

  static SweepActivities run(MirrorMode mode) {
    return Workflow.newActivityStub(
        SweepActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.runQueue())
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            // The first page of a run reads the whole list, of a large cluster for minutes; and a
            // page waits while there is more to push than workers can take.
            .setStartToCloseTimeout(Duration.ofHours(1))
            // No entry makes a page fail, only what all of them need: the cluster, the file. When
            // it stays away, the run ends with the reason, and the schedule begins another.
            .setScheduleToCloseTimeout(LONGEST_PAGE)
            .setRetryOptions(FOR_EVER)
            .build());
  }

  static ActivityOptions imageStreamWatch(MirrorMode mode) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(mode.watchQueue())
        .setStartToCloseTimeout(Duration.ofDays(1))
        // How long a worker's death goes unnoticed before another takes over the watch.
        .setHeartbeatTimeout(Duration.ofSeconds(10))
        .setRetryOptions(FOR_EVER)
        .build();
  }

  static ActivityOptions registryOutage(MirrorMode mode) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(mode.standingQueue())
        .setStartToCloseTimeout(Duration.ofDays(1))
        .setHeartbeatTimeout(Duration.ofSeconds(15))
        .setRetryOptions(FOR_EVER)
        .build();
  }
}

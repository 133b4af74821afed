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
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.contract.WatcherActivities;

/**
 * The activities as workflows call them: queues, timeouts, retries.
 *
 * <p>No schedule-to-start timeout anywhere: while no worker is up, work waits.
 */
final class MirrorActivityStubs {

  /**
   * A mirror task's activity is tried a few times by Temporal itself, which takes the hiccups and
   * adds nothing to the history; after that the workflow takes over, which can show the failure in
   * its search attributes and be woken by a signal.
   */
  private static final RetryOptions FEW_ATTEMPTS =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumAttempts(3)
          .build();

  /**
   * Tells a bad moment from a batch that cannot succeed. Few attempts, as the watcher then tries
   * with halves of it, again and again.
   */
  private static final RetryOptions FOR_A_MOMENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumAttempts(4)
          .build();

  /** For what has nobody who would take over. */
  private static final RetryOptions FOR_EVER =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  /** How long a page of a run may take, with all attempts. */
  private static final Duration LONGEST_PAGE = Duration.ofHours(1);

  private MirrorActivityStubs() {}

  static CheckActivities check(MirrorMode mode) {
    return Workflow.newActivityStub(
        CheckActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.checkQueue())
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(FEW_ATTEMPTS)
            .build());
  }

  /** Once, and within the time that a workflow task has. */
  static CheckActivities checkAtOnce() {
    return Workflow.newLocalActivityStub(
        CheckActivities.class,
        LocalActivityOptions.newBuilder()
            // Two of them fit into a workflow task, of which Temporal wants to hear after 8 s.
            .setScheduleToCloseTimeout(Duration.ofSeconds(3))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
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
            .setRetryOptions(FEW_ATTEMPTS)
            .build());
  }

  static WatcherActivities watcher(MirrorMode mode) {
    return Workflow.newActivityStub(
        WatcherActivities.class,
        batch(mode)
            .setStartToCloseTimeout(Duration.ofMinutes(5))
            // A batch that is given up is handed out again, and two of them must not run at once.
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(FOR_A_MOMENT)
            .build());
  }

  static RunActivities run(MirrorMode mode) {
    return Workflow.newActivityStub(
        RunActivities.class,
        batch(mode)
            // The first page of a run reads the whole list, of a large cluster for minutes.
            .setStartToCloseTimeout(Duration.ofMinutes(20))
            // No entry makes a page fail, only what all of them need: the cluster, the file. When
            // it stays away, the run ends with the reason, and the schedule begins another.
            .setScheduleToCloseTimeout(LONGEST_PAGE)
            .setRetryOptions(FOR_EVER)
            .build());
  }

  /** Starting the tasks of a run: nobody halves its batch, so Temporal goes on for a while. */
  static WatcherActivities runStarter(MirrorMode mode) {
    return Workflow.newActivityStub(
        WatcherActivities.class,
        batch(mode)
            .setStartToCloseTimeout(Duration.ofMinutes(5))
            .setScheduleToCloseTimeout(LONGEST_PAGE)
            .setRetryOptions(FOR_EVER)
            .build());
  }

  /** Work on many tags at once, which heartbeats all the time. */
  private static ActivityOptions.Builder batch(MirrorMode mode) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(mode.watchQueue())
        .setHeartbeatTimeout(Duration.ofSeconds(30));
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
}

package org.openshift.ci.mirror.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.NotificationActivities;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.RetentionActivities;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.Notification;

/**
 * The activities as workflows call them: task queues, timeouts, retries.
 *
 * <p>None has a schedule-to-start timeout: while no worker runs, work waits.
 */
final class MirrorActivityStubs {

  /**
   * For mirror tasks: the workflow retries, because it shows the failure in its search attributes
   * and a signal can end its wait.
   */
  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  /**
   * For activities that serve many tags and that nothing else retries. They fail only because of
   * Temporal itself, a dead worker or a defect. The interval stays short, so that another worker
   * takes over quickly after any number of attempts.
   */
  private static final RetryOptions UNLIMITED =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(1.5)
          .setMaximumInterval(Duration.ofSeconds(3))
          .build();

  /** For batches of the watcher, which retries them itself: a broken batch must not hold a slot. */
  private static final RetryOptions THREE_ATTEMPTS =
      RetryOptions.newBuilder(UNLIMITED).setMaximumAttempts(3).build();

  private static final Duration LONGEST_NOTIFICATION_INTERVAL = Duration.ofMinutes(30);

  private MirrorActivityStubs() {}

  /**
   * Local activities: the worker that has the workflow task runs them, and Temporal records their
   * results with that task. This needs half as many writes as activities from a task queue.
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
            // 20 GB, the largest layer that quay.io takes, need eleven hours at 0.5 MB/s.
            .setStartToCloseTimeout(Duration.ofHours(12))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            // A cancelled task stays open until its push has stopped, so that the next task for
            // the destination does not push beside it.
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(ONCE)
            .build());
  }

  /**
   * Temporal retries, because nothing waits for it but the end of a task. The activity itself gives
   * up; the timeout for all attempts is for the case that no worker sends notifications any more.
   */
  static NotificationActivities notification(MirrorMode mode, Notification notification) {
    return Workflow.newActivityStub(
        NotificationActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.notificationQueue())
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(
                notification.triedFor().plus(LONGEST_NOTIFICATION_INTERVAL.multipliedBy(2)))
            // An attempt under way may still reach the recipient, and the task must know.
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(15))
                    .setMaximumInterval(LONGEST_NOTIFICATION_INTERVAL)
                    .build())
            .build());
  }

  static WatcherActivities watcher(MirrorMode mode) {
    return Workflow.newActivityStub(
        WatcherActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.watcherQueue())
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setHeartbeatTimeout(Duration.ofSeconds(15))
            .setRetryOptions(THREE_ATTEMPTS)
            .build());
  }

  static SweepActivities sweep(MirrorMode mode) {
    return Workflow.newActivityStub(
        SweepActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.sweepQueue())
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            // The first page reads the whole list, which takes minutes for a large cluster; and a
            // page waits while more tasks are ready than the workers can take.
            .setStartToCloseTimeout(Duration.ofHours(1))
            // All attempts together. A page fails only when the cluster or the file cannot be
            // read; when that lasts, the sweep fails and the schedule starts another.
            .setScheduleToCloseTimeout(Duration.ofHours(2))
            .setRetryOptions(UNLIMITED)
            .build());
  }

  static RetentionActivities retention(MirrorMode mode) {
    return Workflow.newActivityStub(
        RetentionActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(mode.sweepQueue())
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            // Quay gives five pages of a hundred tags a second, and the list is read twice.
            .setStartToCloseTimeout(Duration.ofHours(3))
            // All attempts together. When the target does not serve for that long, the sweep
            // fails, and the schedule starts another.
            .setScheduleToCloseTimeout(Duration.ofHours(6))
            .setRetryOptions(UNLIMITED)
            .build());
  }

  static ActivityOptions imageStreamWatch(MirrorMode mode) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(mode.watchQueue())
        .setStartToCloseTimeout(Duration.ofDays(1))
        // How soon another worker takes over the watch of a dead one.
        .setHeartbeatTimeout(Duration.ofSeconds(10))
        .setRetryOptions(UNLIMITED)
        .build();
  }

  static ActivityOptions registryOutage(MirrorMode mode) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(mode.standingQueue())
        .setStartToCloseTimeout(Duration.ofDays(1))
        .setHeartbeatTimeout(Duration.ofSeconds(15))
        .setRetryOptions(UNLIMITED)
        .build();
  }
}

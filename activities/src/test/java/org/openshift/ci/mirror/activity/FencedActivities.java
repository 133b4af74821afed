package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An activity that blocks, as in a process that froze, until a test lets it go on. */
public final class FencedActivities {

  /** The activity. */
  @ActivityInterface
  public interface Contract {
    /** Waits for the test. */
    void work();
  }

  /** Runs the activity with retries. */
  @WorkflowInterface
  public interface Flow {
    /** Ends when an attempt succeeds. */
    @WorkflowMethod
    void run();
  }

  /** The workflow. */
  public static final class FlowImpl implements Flow {
    @Override
    public void run() {
      Workflow.newActivityStub(
              Contract.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(10))
                  .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                  .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                  .setRetryOptions(
                      RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(100)).build())
                  .build())
          .work();
    }
  }

  public static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(2);

  /** The attempts that began, oldest first. */
  private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();

  private final Function<WorkflowClient, WorkflowClient> through;

  /** An attempt of the activity, with its fence. */
  public record Attempt(int number, Fence fence, CountDownLatch end) {
    void finish() {
      end.countDown();
    }
  }

  /**
   * Activities.
   *
   * @param through maps the client of the worker to the client of the fences
   */
  public FencedActivities(Function<WorkflowClient, WorkflowClient> through) {
    this.through = through;
  }

  /** The next attempt; waits for it. */
  public Attempt next() throws InterruptedException {
    Attempt attempt = attempts.poll(60, TimeUnit.SECONDS);
    if (attempt == null) {
      throw new AssertionError("no further attempt began");
    }
    return attempt;
  }

  /** What a worker registers. */
  public Contract implementation() {
    return this::work;
  }

  private void work() {
    var context = Activity.getExecutionContext();
    Attempt attempt =
        new Attempt(
            context.getInfo().getAttempt(),
            new TemporalFence(
                through.apply(context.getWorkflowClient()), context, () -> "progress"),
            new CountDownLatch(1));
    attempts.add(attempt);
    try {
      attempt.end().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

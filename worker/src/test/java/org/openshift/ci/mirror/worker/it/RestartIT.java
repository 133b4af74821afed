package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Nothing is lost when the worker or a registry goes away during a push. */
@Order(2)
class RestartIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AFTER_A_CRASH = Duration.ofSeconds(90);
  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";

  private final TestImages images = new TestImages(2);

  @AfterEach
  void resumeTarget() {
    Processes.signal("CONT", platform.target.pid());
  }

  /** Freezes the target during a push, so that the push hangs. */
  private void hangPushOf(String stream, TestImage image, TestWorker worker) {
    // Only after the push is logged: the comparison before it needs the target.
    platform.release(stream, "1", image);
    Await.until(
        "the push begins",
        SOON,
        () -> worker.count("image mirror --keep-manifest-list") > 0,
        worker::log);
    Processes.signal("STOP", platform.target.pid());
  }

  @Test
  void aWorkerKilledWhileItPushes() {
    WorkerProcess worker = platform.process("worker").start();
    TestImage image = images.docker(300_000_000);
    hangPushOf("big", image, worker);
    worker.kill();
    Processes.signal("CONT", platform.target.pid());

    platform.worker().start();
    platform.awaitMirrored("big", "1", image, AFTER_A_CRASH);

    List<WorkflowExecutionInfo> executions =
        platform.awaitListed(
            "WorkflowId='mirror/test_big_1' AND ExecutionStatus='Completed'", 1, SOON);
    assertEquals(1, platform.list("WorkflowId='mirror/test_big_1'").size());
    assertTrue(attemptsAtPush(executions.getFirst()) > 1, "the history shows the retry");
  }

  private long attemptsAtPush(WorkflowExecutionInfo execution) {
    List<HistoryEvent> events =
        platform
            .temporal
            .client()
            .fetchHistory(
                execution.getExecution().getWorkflowId(), execution.getExecution().getRunId())
            .getEvents();
    long scheduled =
        events.stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
            .filter(
                event ->
                    event
                        .getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals("PushTags"))
            .count();
    long attempts =
        events.stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
            .mapToLong(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
            .max()
            .orElse(0);
    return Math.max(scheduled, attempts);
  }

  @Test
  void theTargetAwayForAWhile() {
    platform.target.stop();
    WorkerProcess worker = platform.process("worker").start();
    TestImage image = images.docker(10_000);
    platform.release("waiting", "1", image);
    platform.awaitListed(OPEN + " AND Stale=true AND MirrorState='retrying'", 1, SOON);

    worker.kill();
    platform.worker().start();
    platform.awaitListed(OPEN + " AND Stale=true", 1, SOON);
    platform.target.restart();
    platform.awaitMirrored("waiting", "1", image, AFTER_A_CRASH);
    platform.awaitListed(OPEN, 0, SOON);
  }

  @Test
  void aNewerDigestDuringAPush() {
    TestWorker worker = platform.worker().start();
    TestImage first = images.docker(300_000_000);
    TestImage second = images.docker(10_000);
    hangPushOf("moving", first, worker);
    platform.sourceAccess.push("test/moving", "pushed", second);
    platform.point("moving", "1", second.digest());
    // The comparison gives up on the frozen target, and leaves the tag to the task.
    Await.until(
        "the task hears of the newer source",
        AFTER_A_CRASH,
        () -> signals("mirror/test_moving_1") >= 1,
        worker::log);
    Processes.signal("CONT", platform.target.pid());

    platform.awaitMirrored("moving", "1", second, AFTER_A_CRASH);
    platform.awaitListed(OPEN, 0, SOON);
    assertEquals(
        Optional.empty(),
        platform.targetAccess.digest(Platform.TARGET, Platform.dateTag(first.digest())),
        "an image that the source left before it was tagged gets no tag");
    assertEquals(
        second.digest(),
        platform
            .targetAccess
            .digest(Platform.TARGET, Platform.floatingTag("moving", "1"))
            .orElse("none"));
  }

  /** The number of signals after the one that started the workflow. */
  private long signals(String workflowId) {
    return platform.temporal.events(workflowId, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
        - 1;
  }
}

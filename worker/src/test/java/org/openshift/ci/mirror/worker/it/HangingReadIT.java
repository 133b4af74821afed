package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A target that does not answer the reads for which workflow tasks wait. */
@Order(1)
class HangingReadIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Hanging requests end after 30 s, and their tasks then wait for their next attempt. */
  private static final Duration AFTER_A_HANG = Duration.ofMinutes(2);

  private static final Duration READS_HANG = Duration.ofSeconds(25);

  private static final Duration WITHIN_A_MINUTE = Duration.ofSeconds(60);
  private static final int TAGS = 400;
  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";

  private ScriptedServer target;
  private final TestImages images = new TestImages(9);

  @BeforeEach
  void start() {
    target = platform.scriptTarget();
  }

  @Test
  void everyTagHasItsTaskWithinAMinuteAndTheWatcherGoesOn() {
    TestImage image = images.docker(10_000);
    target.always("*", "", new Answer.Silence());
    platform.releaseMany("many", TAGS, image);
    platform.worker().start();
    // After one read without an answer, the others fail at once.
    platform.awaitListed(OPEN, TAGS, WITHIN_A_MINUTE);
    platform.release("late", "1", image);
    platform.awaitListed(OPEN, TAGS + 1, SOON);

    target.clearRules();
    platform.awaitManyMirrored("many", TAGS, image, AFTER_A_HANG);
    platform.awaitMirrored("late", "1", image, SOON);
    for (int i = 0; i < TAGS; i++) {
      List<HistoryEvent> broken = brokenTasks("mirror/test_many_t" + i);
      // On a busy machine a workflow task may occasionally time out.
      assertTrue(broken.size() <= 3, broken::toString);
    }
  }

  /** The grace period is that of pushes, and a request has as long for its answer. */
  @Test
  void aStopDoesNotWaitForReadsThatHang() {
    TestImage image = images.docker(10_000);
    hangOnceCompared("alone");
    TestWorker worker = platform.process("worker").start();
    platform.release("alone", "1", image);
    Await.until(
        "the task reads", SOON, () -> target.seen("HEAD", "_alone_1$").size() == 2, worker::log);
    long stopping = System.nanoTime();
    worker.stop();
    assertTrue(System.nanoTime() - stopping < READS_HANG.toNanos(), worker::log);

    target.clearRules();
    platform.worker().start();
    platform.awaitMirrored("alone", "1", image, AFTER_A_HANG);
  }

  /** Workflow tasks that failed, or that a worker took but did not complete in time. */
  private List<HistoryEvent> brokenTasks(String workflowId) {
    return platform.temporal.client().fetchHistory(workflowId).getEvents().stream()
        .filter(
            event ->
                event.hasWorkflowTaskFailedEventAttributes()
                    || event.getWorkflowTaskTimedOutEventAttributes().getTimeoutType()
                        == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)
        .toList();
  }

  /**
   * Answers the watcher's comparison with 404, and leaves the reads of the task without an answer.
   */
  private void hangOnceCompared(String stream) {
    String tag = "/manifests/" + Platform.floatingTag(stream, "1") + "$";
    target.once("HEAD", tag, Answer.reply(404, ""));
    target.always("HEAD", tag, new Answer.Silence());
  }
}

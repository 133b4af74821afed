package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A target that says nothing to the reads for which workflow tasks wait. */
class HangingReadIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Requests that hang end after 30 s, and their tasks then wait for their next attempt. */
  private static final Duration AFTER_A_HANG = Duration.ofMinutes(2);

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
    platform.worker("worker").start();
    // One read that got no answer is enough to know that the others would get none either.
    platform.awaitListed(OPEN, TAGS, WITHIN_A_MINUTE);
    platform.release("late", "1", image);
    platform.awaitListed(OPEN, TAGS + 1, SOON);

    target.clearRules();
    platform.awaitManyMirrored("many", TAGS, image, AFTER_A_HANG);
    platform.awaitMirrored("late", "1", image, SOON);
    for (int i = 0; i < TAGS; i++) {
      List<HistoryEvent> broken = brokenTasks("mirror/test_many_t" + i);
      // A busy machine may take too long now and then.
      assertTrue(broken.size() <= 3, broken::toString);
    }
  }

  @Test
  void aStopWaitsNoLongerThanTheGracePeriod() {
    TestImage image = images.docker(10_000);
    hangOnceCompared("alone");
    WorkerProcess worker = platform.worker("worker").start();
    platform.release("alone", "1", image);
    Await.until(
        "the task reads", SOON, () -> target.seen("HEAD", "_alone_1$").size() == 2, worker::log);
    worker.stop();

    target.clearRules();
    platform.worker("second").start();
    platform.awaitMirrored("alone", "1", image, AFTER_A_HANG);
  }

  /** Workflow tasks that failed, or took a worker too long once it had them. */
  private List<HistoryEvent> brokenTasks(String workflowId) {
    return platform.temporal.client().fetchHistory(workflowId).getEvents().stream()
        .filter(
            event ->
                event.hasWorkflowTaskFailedEventAttributes()
                    || event.getWorkflowTaskTimedOutEventAttributes().getTimeoutType()
                        == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)
        .toList();
  }

  /** The watcher's comparison learns that the image is missing; the task learns nothing. */
  private void hangOnceCompared(String stream) {
    String tag = "/manifests/" + Platform.floatingTag(stream, "1") + "$";
    target.once("HEAD", tag, Answer.reply(404, ""));
    target.always("HEAD", tag, new Answer.Silence());
  }
}

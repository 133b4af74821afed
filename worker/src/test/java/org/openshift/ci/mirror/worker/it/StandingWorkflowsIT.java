package org.openshift.ci.mirror.worker.it;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The watcher and the watch of image streams are terminated by a person while tags change. */
@Order(1)
class StandingWorkflowsIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration WITHIN_A_MINUTE = Duration.ofSeconds(60);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final int CHANGES = 24;

  private ScriptedServer target;
  private final TestImages images = new TestImages(35);

  @BeforeEach
  void start() {
    target = platform.scriptTarget();
  }

  @Test
  void areBackWithinAMinuteAndLoseNothing() {
    TestWorker worker = platform.worker().start();
    // The watcher is comparing this tag when it is terminated, and has started no task for it.
    target.always("HEAD", "/manifests/test_held_1$", new Answer.Silence());
    TestImage held = images.docker(1_000);
    platform.release("held", "1", held);
    Await.until(
        "the watcher compares it",
        SOON,
        () -> !target.seen("HEAD", "/manifests/test_held_1$").isEmpty(),
        worker::log);
    Map<String, TestImage> changed = new LinkedHashMap<>();
    for (int i = 0; i < CHANGES; i++) {
      changed.put("many" + i, images.docker(1_000));
      platform.release("many" + i, "1", changed.get("many" + i));
      if (i == CHANGES / 3) {
        terminate(MirrorMode.REAL.watcherId());
      } else if (i == CHANGES / 3 * 2) {
        terminate(MirrorMode.REAL.imageStreamWatchId());
      }
    }
    target.clearRules();
    awaitRunning(MirrorMode.REAL.watcherId());
    awaitRunning(MirrorMode.REAL.imageStreamWatchId());
    changed.forEach((stream, image) -> platform.awaitMirrored(stream, "1", image, WITHIN_A_MINUTE));
    platform.awaitMirrored("held", "1", held, WITHIN_A_MINUTE);
  }

  /** Rolled back to a build that does not know the type: it has the queue, and cannot go on. */
  @Test
  void oneThatStandsStillIsNamedAndCanBeEnded() {
    platform
        .temporal
        .client()
        .newUntypedWorkflowStub(
            "OfANewerBuild",
            WorkflowOptions.newBuilder()
                .setWorkflowId(MirrorMode.REAL.watcherId())
                .setTaskQueue(MirrorMode.REAL.watcherQueue())
                .build())
        .start();
    TestWorker worker = platform.worker().start();
    TestImage image = images.docker(1_000);
    platform.release("later", "1", image);
    awaitLog(worker, "the workflow watcher stands still: ", TWO_MINUTES);
    terminate(MirrorMode.REAL.watcherId());
    platform.awaitMirrored("later", "1", image, WITHIN_A_MINUTE);
    awaitLog(worker, "steps of the standing workflows at Temporal are in order again", SOON);
  }

  private static void awaitLog(TestWorker worker, String text, Duration within) {
    Await.until(
        "the log has '" + text + "'", within, () -> worker.log().contains(text), worker::log);
  }

  private void terminate(String workflowId) {
    platform.temporal.client().newUntypedWorkflowStub(workflowId).terminate("by a person");
  }

  private void awaitRunning(String workflowId) {
    Await.until(
        workflowId + " runs",
        WITHIN_A_MINUTE,
        () -> status(workflowId) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
        () -> status(workflowId));
  }

  private WorkflowExecutionStatus status(String workflowId) {
    return platform.temporal.client().newUntypedWorkflowStub(workflowId).describe().getStatus();
  }
}

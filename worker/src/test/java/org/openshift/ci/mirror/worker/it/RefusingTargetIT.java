package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** A target that refuses all writes, as quay.io does while it is read-only, gets few requests. */
@Order(1)
class RefusingTargetIT extends WithPlatform {

  private static final Duration IN_TIME = Duration.ofMinutes(3);
  private static final Duration WITHIN_A_MINUTE = Duration.ofSeconds(60);
  private static final int TAGS = 300;

  /** The outage workflow checks every five seconds, so these take 15 seconds. */
  private static final int LOOKS = 3;

  private static final int MOST_REQUESTS_A_LOOK = 3;

  private ScriptedServer target;
  private final TestImages images = new TestImages(37);

  @BeforeEach
  void start() {
    target = platform.scriptTarget();
  }

  @Test
  void isAskedOnceForAllAndAllGoOnWhenItWritesAgain() {
    for (String method : List.of("POST", "PUT", "PATCH")) {
      target.always(method, "", Answer.error(405, "DENIED", "read-only mode"));
    }
    TestImage image = images.docker(1_000);
    platform.releaseMany("many", TAGS, image);
    TestWorker worker = platform.worker().start();
    platform.awaitListed(
        "WorkflowType='MirrorTask' AND ExecutionStatus='Running' AND MirrorState='retrying'"
            + " AND MirrorErrorType='RegistryReadOnly'",
        TAGS,
        IN_TIME);
    platform.awaitListed(outage("Running"), 1, IN_TIME);

    target.clearSeen();
    Await.until(
        "the target is checked repeatedly",
        WITHIN_A_MINUTE,
        () -> target.seen("POST", "/blobs/uploads/").size() >= LOOKS,
        target::seen);
    assertTrue(target.seen().size() <= LOOKS * MOST_REQUESTS_A_LOOK, () -> "" + target.seen());

    target.clearRules();
    platform.awaitManyMirrored("many", TAGS, image, IN_TIME);
    platform.awaitListed(outage("Completed"), 1, WITHIN_A_MINUTE);
    platform.awaitListed(
        "WorkflowType='MirrorTask' AND ExecutionStatus='Running'", 0, WITHIN_A_MINUTE);
    assertTrue(!worker.log().contains("\tat "), worker.log());
  }

  private String outage(String status) {
    return "WorkflowId='registry-outage/%s' AND ExecutionStatus='%s'"
        .formatted(target.host(), status);
  }
}

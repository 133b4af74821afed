package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Temporal is away during a long push, for longer than the heartbeat timeout of a push. */
@Order(2)
class TemporalAwayIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LONGER_THAN_A_HEARTBEAT_TIMEOUT = Duration.ofSeconds(22);
  private static final Duration AFTER_IT = Duration.ofMinutes(3);
  private static final long LARGE = 10_000_000;

  /** Copying the large layer takes some seconds longer than Temporal is away. */
  private static final long BYTES_PER_SECOND = 400_000;

  private ScriptedServer source;
  private ScriptedServer target;
  private final TestImages images = new TestImages(38);

  @BeforeEach
  void start() {
    source = platform.scriptSource();
    target = platform.scriptTarget();
  }

  @Test
  @OwnTemporalServer
  void thePushSucceedsAndBlobsThatArrivedStay() {
    TestImage image = images.docker(20_000, 20_000, LARGE);
    TestBlob large = image.blobs().getLast();
    source.always("GET", large.digest(), new Answer.ForwardAtPace(BYTES_PER_SECOND));
    TestWorker worker = platform.worker().start();
    platform.release("big", "1", image);
    Await.until(
        "only the large layer is still being copied",
        SOON,
        () ->
            image.blobs().stream().allMatch(blob -> uploads(blob) == 1 || blob.equals(large))
                && !source.seen("GET", large.digest()).isEmpty(),
        worker::log);
    platform.temporal.server().kill();
    long killed = System.nanoTime();
    Await.until(
        "the heartbeat timeout is over",
        LONGER_THAN_A_HEARTBEAT_TIMEOUT.plus(SOON),
        () -> System.nanoTime() - killed > LONGER_THAN_A_HEARTBEAT_TIMEOUT.toNanos(),
        worker::log);
    platform.temporal.server().start();

    platform.awaitMirrored("big", "1", image, AFTER_IT);
    // There may be two tasks: the watch starts again, and names the tag once more.
    Await.until(
        "its task ends",
        AFTER_IT,
        () ->
            !platform
                .list("WorkflowId='mirror/test_big_1' AND ExecutionStatus='Completed'")
                .isEmpty(),
        worker::log);
    for (TestBlob blob : image.blobs()) {
      // Temporal may return and end this attempt just before the large layer has arrived.
      int most = blob.equals(large) ? 2 : 1;
      assertTrue(uploads(blob) <= most, () -> blob.digest() + "\n" + worker.log());
    }
    assertEquals(0, worker.count("another worker has a newer configuration"), worker::log);

    TestImage later = images.docker(1_000);
    platform.release("later", "1", later);
    platform.awaitMirrored("later", "1", later, AFTER_IT);
  }

  private int uploads(TestBlob blob) {
    String hex = blob.digest().substring("sha256:".length());
    return target.seen("PUT", "/blobs/uploads/.*" + hex).size();
  }
}

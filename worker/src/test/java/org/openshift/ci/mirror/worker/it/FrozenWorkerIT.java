package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A worker that freezes during a push, and wakes up after another worker has done its work. */
@Order(2)
class FrozenWorkerIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  /**
   * Temporal notices after 20 s that heartbeats are missing; tasks it gave to the frozen worker
   * too.
   */
  private static final Duration AFTER_A_FREEZE = Duration.ofMinutes(2);

  private ScriptedServer target;
  private WorkerProcess frozen;
  private final HeldRequest held = new HeldRequest();
  private final TestImages images = new TestImages(32);

  @BeforeEach
  void start() {
    target = platform.scriptTarget();
  }

  @AfterEach
  void wake() {
    held.release();
    if (frozen != null) {
      Processes.signal("CONT", frozen.pid());
    }
  }

  @Test
  void writesNothingMore() {
    target.times(1, "PUT", "/manifests/\\d{8}_sha256_", held::hold);
    frozen = platform.process("frozen").start();
    TestImage older = images.docker(10_000);
    platform.release("moving", "1", older);
    Await.until("the date tag is put", SOON, held::hasArrived, frozen::log);
    Processes.signal("STOP", frozen.pid());

    platform.worker().start();
    platform.awaitMirrored("moving", "1", older, AFTER_A_FREEZE);
    TestImage newer = images.docker(10_000);
    platform.release("moving", "1", newer);
    platform.awaitMirrored("moving", "1", newer, AFTER_A_FREEZE);

    target.clearSeen();
    held.release();
    Processes.signal("CONT", frozen.pid());
    // The frozen worker may have been given another push, which it also begins and ends.
    Await.until(
        "the frozen worker's pushes end",
        SOON,
        () ->
            frozen.count("push of test/moving:1 to ") + frozen.count("mirrored test/moving:1 ")
                == frozen.count("image mirror --keep-manifest-list=true "),
        frozen::log);
    assertEquals(List.of(), target.seen("PUT", "/manifests/"), frozen.log());
    assertEquals(Optional.empty(), platform.missing("moving", "1", newer));

    TestImage last = images.docker(10_000);
    platform.release("moving", "1", last);
    platform.awaitMirrored("moving", "1", last, SOON);
  }
}

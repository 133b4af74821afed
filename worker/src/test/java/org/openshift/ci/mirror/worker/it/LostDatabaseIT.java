package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Temporal comes back with an empty database while the worker runs and tasks are open. */
class LostDatabaseIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** The worker looks every 30 s for what is missing at Temporal, and then lists all tags. */
  private static final Duration AFTER_A_LOSS = Duration.ofMinutes(2);

  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";
  private static final int TAGS = 50;

  private ScriptedServer target;
  private SweepControl sweeps;
  private final TestImages images = new TestImages(41);

  @BeforeEach
  void start() {
    target = platform.scriptTarget();
    sweeps = new SweepControl(platform, MirrorMode.REAL);
  }

  @Test
  void theWorkerMakesWhatIsMissingAndMirrorsWhatWasOpen() {
    target.always("PUT", "/manifests/test_", Answer.error(500, "UNKNOWN", "out of order"));
    WorkerProcess worker = platform.worker("worker").start();
    TestImage image = images.docker(10_000);
    platform.releaseMany("many", TAGS, image);
    platform.awaitListed(OPEN, TAGS, AFTER_A_LOSS);

    platform.temporal.kill();
    platform.temporal.loseStore();
    platform.temporal.start();
    platform.release("during", "1", image);
    platform.awaitListed(OPEN, TAGS + 1, AFTER_A_LOSS);
    target.clearRules();
    platform.awaitManyMirrored("many", TAGS, image, AFTER_A_LOSS);
    platform.awaitMirrored("during", "1", image, SOON);
    Await.until(
        "the schedule is back",
        AFTER_A_LOSS,
        () -> sweeps.ids().equals(Set.of(MirrorMode.REAL.scheduleId(SweepKind.RESYNC))),
        sweeps::ids);
    assertEquals(TAGS + 1, sweeps.trigger(SweepKind.RESYNC).lookedAt(), worker::log);
  }
}

package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Temporal comes back with an empty or an older database while the worker runs. */
@Order(2)
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
  @OwnTemporalServer
  void theWorkerMakesWhatIsMissingAndMirrorsWhatWasOpen() {
    target.always("PUT", "/manifests/test_", Answer.error(500, "UNKNOWN", "out of order"));
    TestWorker worker = platform.worker().start();
    TestImage image = images.docker(10_000);
    platform.releaseMany("many", TAGS, image);
    platform.awaitListed(OPEN, TAGS, AFTER_A_LOSS);

    platform.temporal.server().kill();
    platform.temporal.server().loseStore();
    platform.temporal.server().start();
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

  /** The backup has an open task with an older digest, and lacks the task of a later tag. */
  @Test
  @OwnTemporalServer
  void aRestoredBackupBringsNoOlderImageAndTheNextResyncStartsWhatIsMissing() throws IOException {
    Answer broken = Answer.error(500, "UNKNOWN", "out of order");
    target.always("PUT", "/manifests/test_", broken);
    TestWorker worker = platform.worker().start();
    TestImage older = images.docker(10_000);
    platform.release("moving", "1", older);
    platform.awaitListed(OPEN + " AND MirrorState='retrying'", 1, SOON);
    Path backup = Files.createDirectory(folder.resolve("backup"));
    platform.temporal.server().kill();
    platform.temporal.server().backUpStore(backup);
    platform.temporal.server().start();

    target.clearRules();
    platform.awaitMirrored("moving", "1", older, AFTER_A_LOSS);
    TestImage newer = images.docker(10_000);
    platform.release("moving", "1", newer);
    platform.awaitMirrored("moving", "1", newer, AFTER_A_LOSS);
    target.always("PUT", "/manifests/test_later_", broken);
    TestImage later = images.docker(10_000);
    platform.release("later", "1", later);
    platform.awaitListed("WorkflowId='mirror/test_later_1' AND MirrorState='retrying'", 1, SOON);

    platform.temporal.server().kill();
    platform.temporal.server().restoreStore(backup);
    target.clearRules();
    target.clearSeen();
    platform.temporal.server().start();
    assertEquals(1, platform.list("WorkflowId='mirror/test_moving_1'").size());
    sweeps.trigger(SweepKind.RESYNC);
    platform.awaitMirrored("later", "1", later, AFTER_A_LOSS);
    platform.awaitListed(OPEN, 0, AFTER_A_LOSS);
    assertEquals(List.of(), target.seen("PUT", "/manifests/test_moving_1$"), worker::log);
    assertEquals(Optional.empty(), platform.missing("moving", "1", newer));
  }
}

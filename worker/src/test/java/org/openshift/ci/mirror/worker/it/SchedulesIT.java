package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The schedules that a worker keeps at Temporal. */
class SchedulesIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  private SweepControl runs;

  @BeforeEach
  void start() {
    runs = new SweepControl(platform, MirrorMode.REAL);
  }

  @Test
  void twoWorkersAtOnceMakeThemTogetherAndALaterOneKeepsAPersonsPause() throws IOException {
    Path config = Files.writeString(folder.resolve("mirroring.yaml"), "{}");
    WorkerProcess one = platform.worker("one", "--config=" + config, "--resync-period=30m");
    WorkerProcess two = platform.worker("two", "--config=" + config, "--resync-period=30m");
    one.launch();
    two.start();
    Await.until("both are ready", SOON, () -> one.count("MirrorWorker - ready") == 1, one::log);
    // The listing of schedules lags behind.
    Await.until("four schedules", SOON, () -> runs.ids().size() == 4, runs::ids);
    assertEquals(
        Set.of("supplemental-images", "art-images", "backfill-images", "resync"), runs.ids());
    Schedule resync = runs.describe(SweepKind.RESYNC).getSchedule();
    assertEquals(Duration.ofMinutes(30), resync.getSpec().getIntervals().getFirst().getEvery());
    assertEquals(Duration.ofMinutes(3), resync.getSpec().getJitter());
    assertEquals(
        ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP, resync.getPolicy().getOverlap());

    runs.schedule(SweepKind.RESYNC).pause("a person wants quiet");
    one.stop();
    two.stop();
    platform.worker("three", "--config=" + config, "--resync-period=2h").start();
    Schedule kept = runs.describe(SweepKind.RESYNC).getSchedule();
    assertEquals(Duration.ofHours(2), kept.getSpec().getIntervals().getFirst().getEvery());
    assertTrue(kept.getState().isPaused());
    assertEquals("a person wants quiet", kept.getState().getNote());
  }

  @Test
  void aPeriodOfZeroPausesAndAnotherOneGoesOn() {
    WorkerProcess without = platform.worker("without", "--resync-period=0").start();
    assertEquals(Set.of(), runs.ids());
    without.stop();
    platform.worker("hourly").start().stop();
    assertFalse(runs.describe(SweepKind.RESYNC).getSchedule().getState().isPaused());
    platform.worker("zero", "--resync-period=0").start().stop();
    assertTrue(runs.describe(SweepKind.RESYNC).getSchedule().getState().isPaused());
    platform.worker("again").start();
    assertFalse(runs.describe(SweepKind.RESYNC).getSchedule().getState().isPaused());
  }

  @Test
  void aDryRunHasSchedulesOfItsOwnAndOnlyPlans() {
    TestImages images = new TestImages(6);
    TestImage image = images.docker(10_000);
    platform.worker("dry", "--dry-run=true").start();
    platform.release("planned", "1", image);
    platform.awaitListed("MirrorState='planned' AND ExecutionStatus='Running'", 1, SOON);
    SweepControl dryRuns = new SweepControl(platform, MirrorMode.DRY_RUN);
    assertEquals(Map.of("already_open", 1), dryRuns.trigger(SweepKind.RESYNC).skipped());
    Await.until("it is listed", SOON, () -> !dryRuns.ids().isEmpty(), dryRuns::ids);
    assertEquals(Set.of("dry-run/resync"), dryRuns.ids());
    platform.awaitListed("MirrorState='planned' AND ExecutionStatus='Running'", 1, SOON);
  }
}

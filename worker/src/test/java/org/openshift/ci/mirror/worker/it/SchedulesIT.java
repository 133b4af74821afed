package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The schedules that workers create and update in Temporal. */
@Order(3)
class SchedulesIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  private SweepControl sweeps;

  @BeforeEach
  void start() {
    sweeps = new SweepControl(platform, MirrorMode.REAL);
  }

  @Test
  void twoWorkersCreateThemAtOnceAndALaterOneKeepsAPersonsPause() throws IOException {
    Path config = Files.writeString(folder.resolve("mirroring.yaml"), "{}");
    WorkerProcess one = platform.process("one", "--config=" + config, "--resync-period=30m");
    WorkerProcess two = platform.process("two", "--config=" + config, "--resync-period=30m");
    one.launch();
    two.start();
    Await.until("both are ready", SOON, () -> one.count("MirrorWorker - ready") == 1, one::log);
    // The listing of schedules lags behind.
    Await.until("four schedules", SOON, () -> sweeps.ids().size() == 4, sweeps::ids);
    assertEquals(
        Set.of("supplemental-images", "art-images", "backfill-images", "resync"), sweeps.ids());
    Schedule resync = sweeps.describe(SweepKind.RESYNC).getSchedule();
    assertEquals(Duration.ofMinutes(30), resync.getSpec().getIntervals().getFirst().getEvery());
    assertEquals(Duration.ofMinutes(3), resync.getSpec().getJitter());
    assertEquals(
        ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP, resync.getPolicy().getOverlap());

    sweeps.schedule(SweepKind.RESYNC).pause("a person wants quiet");
    one.kill();
    two.kill();
    platform.worker("--config=" + config, "--resync-period=2h").start();
    Schedule kept = sweeps.describe(SweepKind.RESYNC).getSchedule();
    assertEquals(Duration.ofHours(2), kept.getSpec().getIntervals().getFirst().getEvery());
    assertTrue(kept.getState().isPaused());
    assertEquals("a person wants quiet", kept.getState().getNote());
  }

  @Test
  void aPeriodOfZeroPausesTheScheduleAndAnotherResumesIt() {
    WorkerProcess without = platform.process("without", "--resync-period=0").start();
    assertThrows(ScheduleException.class, () -> sweeps.describe(SweepKind.RESYNC));
    without.kill();
    platform.process("hourly").start().kill();
    assertFalse(sweeps.describe(SweepKind.RESYNC).getSchedule().getState().isPaused());
    platform.process("zero", "--resync-period=0").start().kill();
    assertTrue(sweeps.describe(SweepKind.RESYNC).getSchedule().getState().isPaused());
    platform.worker().start();
    assertFalse(sweeps.describe(SweepKind.RESYNC).getSchedule().getState().isPaused());
  }

  @Test
  void aDryRunHasSchedulesOfItsOwnAndOnlyPlans() {
    TestImages images = new TestImages(6);
    TestImage image = images.docker(10_000);
    platform.worker("--dry-run=true").start();
    platform.release("planned", "1", image);
    platform.awaitListed("MirrorState='planned' AND ExecutionStatus='Running'", 1, SOON);
    SweepControl drySweeps = new SweepControl(platform, MirrorMode.DRY_RUN);
    assertEquals(Map.of("already_open", 1), drySweeps.trigger(SweepKind.RESYNC).skipped());
    Await.until("it is listed", SOON, () -> !drySweeps.ids().isEmpty(), drySweeps::ids);
    assertEquals(Set.of("dry-run/resync"), drySweeps.ids());
    platform.awaitListed("MirrorState='planned' AND ExecutionStatus='Running'", 1, SOON);
  }
}

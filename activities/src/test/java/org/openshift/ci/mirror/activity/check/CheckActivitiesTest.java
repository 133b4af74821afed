package org.openshift.ci.mirror.activity.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.Failures;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.testing.Await;

/** Reads of a worker that stops. */
@Timeout(60)
class CheckActivitiesTest {

  private final World world = new World();
  private final CheckActivitiesImpl activities =
      new CheckActivitiesImpl(
          world.claims, new TargetReader(world.registries, world.outages, world.places));

  @Test
  void aStopEndsAReadAtASilentRegistryAndAllowsNoOther() throws InterruptedException {
    Claim claim = world.watched("test/a:1", 'a');
    CheckRequest request = new CheckRequest(claim.source(), claim.digest(), claim.destination());
    world.registries.silence(World.TARGET);
    AtomicBoolean interrupted = new AtomicBoolean(true);
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  Failures.of(MirrorErrorType.TIMEOUT, () -> activities.checkQuayDigest(request));
                  interrupted.set(Thread.currentThread().isInterrupted());
                });
    Await.until(
        "it reads",
        Duration.ofSeconds(30),
        () -> !world.registries.reads.isEmpty(),
        () -> world.registries.reads);
    activities.stop();
    reading.join();
    assertFalse(interrupted.get(), "the SDK has to take the result from this thread");

    Failures.of(MirrorErrorType.TIMEOUT, () -> activities.checkQuayDigest(request));
    assertEquals(List.of(claim.destination()), world.registries.reads);
  }
}

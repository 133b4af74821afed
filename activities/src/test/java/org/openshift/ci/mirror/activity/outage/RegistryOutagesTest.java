package org.openshift.ci.mirror.activity.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.activity.FakeRegistries;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** Which failures are those of one image, and which are outages of its registry. */
@Timeout(60)
class RegistryOutagesTest {

  private static final PullSpec IMAGE = PullSpec.parse(World.TARGET + "/ci:a");

  private final World world = new World();

  private RuntimeException judged(RegistryError type) {
    return world.outages.judged(FakeRegistries.failure(World.TARGET, type), IMAGE);
  }

  private void requireServing(boolean writing) {
    world.outages.requireServing(World.TARGET, writing);
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryError.class,
      names = {"REGISTRY_UNREACHABLE", "TIMEOUT", "REGISTRY_ERROR"})
  void aFailureThatMayBeAnOutageLeadsToAProbe(RegistryError type) {
    world.registries.away(World.TARGET);
    RegistryAwayException away = assertInstanceOf(RegistryAwayException.class, judged(type));
    assertEquals(type, away.type());
    assertEquals(World.TARGET, away.registry().orElseThrow());
    assertEquals(List.of(World.TARGET), world.registries.probes);
    assertEquals(
        List.of(new RegistryOutage(World.TARGET, IMAGE.toString(), false)), world.outagesTold);
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryError.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REGISTRY_UNREACHABLE", "TIMEOUT", "REGISTRY_ERROR", "REGISTRY_READ_ONLY"})
  void anyOtherFailureIsThatOfTheImage(RegistryError type) {
    world.registries.away(World.TARGET);
    RegistryException failure = FakeRegistries.failure(World.TARGET, type);
    assertSame(failure, world.outages.judged(failure, IMAGE));
    assertEquals(List.of(), world.registries.probes);
  }

  @Test
  void aRegistryThatServesOthersIsNotAway() {
    RegistryException failure = FakeRegistries.failure(World.TARGET, RegistryError.TIMEOUT);
    assertSame(failure, world.outages.judged(failure, IMAGE));
    assertEquals(1, world.registries.probes.size());
    assertEquals(List.of(), world.outagesTold);
    requireServing(true);
  }

  @Test
  void aFailedProbeCountsForFiveSeconds() {
    world.registries.away(World.TARGET);
    judged(RegistryError.TIMEOUT);
    assertThrows(RegistryAwayException.class, () -> requireServing(false));
    assertInstanceOf(RegistryAwayException.class, judged(RegistryError.REGISTRY_ERROR));
    world.pass(Duration.ofSeconds(5));
    assertThrows(RegistryAwayException.class, () -> requireServing(true));
    assertEquals(1, world.registries.probes.size());

    world.pass(Duration.ofNanos(1));
    requireServing(true);
    judged(RegistryError.TIMEOUT);
    assertEquals(2, world.registries.probes.size());
  }

  @Test
  void everyFailedProbeStartsTheStandingWorkflow() {
    world.registries.away(World.TARGET);
    judged(RegistryError.TIMEOUT);
    judged(RegistryError.TIMEOUT);
    assertEquals(1, world.outagesTold.size());
    world.pass(Duration.ofSeconds(6));
    judged(RegistryError.TIMEOUT);
    assertEquals(2, world.outagesTold.size());
  }

  @Test
  void aRegistryThatReturnedIsNotAwayAnyMore() {
    world.registries.away(World.TARGET);
    judged(RegistryError.TIMEOUT);
    world.registries.back(World.TARGET);
    world.pass(Duration.ofSeconds(6));
    assertEquals(RegistryException.class, judged(RegistryError.TIMEOUT).getClass());
    requireServing(true);
  }

  @Test
  void aRegistryThatRefusesWritesIsStillRead() {
    world.registries.readOnly(World.TARGET);
    RegistryAwayException away =
        assertInstanceOf(RegistryAwayException.class, judged(RegistryError.REGISTRY_READ_ONLY));
    assertTrue(away.getMessage().contains("it refuses writes"), away.getMessage());
    assertEquals(List.of(World.TARGET + " writing"), world.registries.probes);
    assertEquals(
        List.of(new RegistryOutage(World.TARGET, IMAGE.toString(), true)), world.outagesTold);
    requireServing(false);
    assertThrows(RegistryAwayException.class, () -> requireServing(true));
  }

  @Test
  void aFailedReadWhileWritesAreRefusedIsProbedByItself() {
    world.registries.readOnly(World.TARGET);
    judged(RegistryError.REGISTRY_READ_ONLY);
    RegistryException failure = FakeRegistries.failure(World.TARGET, RegistryError.TIMEOUT);
    assertSame(failure, world.outages.judged(failure, IMAGE));
    assertThrows(
        RegistryAwayException.class, () -> requireServing(true), "writes are still refused");
  }

  @Test
  void anOutageThatNothingWaitsForIsTheFailureOfTheImage() {
    world.registries.away(World.TARGET);
    RegistryOutages untold =
        new RegistryOutages(
            world.registries,
            outage -> {
              throw new IllegalStateException("Temporal is away too");
            },
            world::nanos);
    RegistryException failure = FakeRegistries.failure(World.TARGET, RegistryError.TIMEOUT);
    assertSame(failure, untold.judged(failure, IMAGE));
    untold.requireServing(World.TARGET, true);
  }

  @Test
  void failuresAtTheSameTimeShareAProbe() throws InterruptedException {
    world.registries.away(World.TARGET);
    List<Thread> threads =
        IntStream.range(0, 50)
            .mapToObj(n -> Thread.ofVirtual().start(() -> judged(RegistryError.TIMEOUT)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, world.registries.probes.size());
    assertEquals(1, world.outagesTold.size());
  }

  @Test
  void aSuccessfulProbeCountsOnlyForThoseWhoWaitedForIt() {
    // The clock stands still: both failed before the probe had ended.
    judged(RegistryError.TIMEOUT);
    judged(RegistryError.TIMEOUT);
    assertEquals(1, world.registries.probes.size());
    world.pass(Duration.ofNanos(1));
    judged(RegistryError.TIMEOUT);
    assertEquals(2, world.registries.probes.size());
  }

  @Test
  void anOutageConcernsOneRegistryOnly() {
    world.registries.away(World.TARGET);
    judged(RegistryError.TIMEOUT);
    world.outages.requireServing(World.SOURCE, true);
  }

  @Test
  void nothingIsReadFromARegistryThatIsAway() {
    world.registries.away(World.TARGET);
    judged(RegistryError.TIMEOUT);
    assertThrows(RegistryAwayException.class, () -> read(world.bulkhead));
    assertEquals(List.of(), world.registries.reads);
  }

  @Test
  void aReadThatFindsNoPlaceIsATimeoutOfTheRegistry() throws InterruptedException {
    HostBulkhead one = new HostBulkhead(1, Duration.ofMillis(20));
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(
                () ->
                    one.in(
                        World.TARGET,
                        () -> {
                          taken.countDown();
                          return awaitIt(done);
                        }));
    taken.await();
    RegistryException stuck = assertThrows(RegistryException.class, () -> read(one));
    assertEquals(RegistryError.TIMEOUT, stuck.type());
    assertEquals(1, world.registries.probes.size(), "the registry is probed");

    world.registries.away(World.TARGET);
    world.pass(Duration.ofNanos(1));
    assertThrows(RegistryAwayException.class, () -> read(one));
    assertEquals(1, world.outagesTold.size());
    done.countDown();
    other.join();
  }

  private static boolean awaitIt(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void read(HostBulkhead bulkhead) {
    world.outages.digest(IMAGE, bulkhead);
  }
}

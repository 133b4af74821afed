package org.openshift.ci.mirror.activity.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.activity.Failures;
import org.openshift.ci.mirror.activity.FakeRegistries;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.activity.SkippedImageException;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** What a push writes, and how it fails. */
@Timeout(60)
class TagPusherTest {

  private static final Instant DAY = Instant.parse("2026-11-24T23:59:59Z");
  private static final Destination PLACE = World.destination("test/a:1");
  private static final String FLOATING = World.TARGET + "/ci:test_a_1";

  private final World world = new World();
  private PushRequest request;

  @BeforeEach
  void request() {
    request = PushRequest.of(PLACE, world.watched("test/a:1", 'a'), DAY, null);
  }

  private CopyResult push(PushRequest asked) {
    return push(asked, world.bulkhead, CopyListener.NONE);
  }

  private CopyResult push(PushRequest asked, HostBulkhead pushes, CopyListener progress) {
    return new TagPusher(world.registries, world.claims, world.outages, pushes)
        .push(asked, progress, world.fence);
  }

  @Test
  void writesTheDateTagAndThenTheFloatingTag() {
    List<Long> done = new ArrayList<>();
    CopyResult copied = push(request, world.bulkhead, (now, total) -> done.add(now));
    assertEquals(World.digest('a'), copied.digest());
    assertEquals(
        List.of(
            "20261124_sha256_" + "a".repeat(64) + "=" + World.digest('a'),
            "test_a_1=" + World.digest('a')),
        world.registries.writes);
    assertEquals(List.of(0L, FakeRegistries.SIZE), done);
    assertTrue(world.fence.asked.get() > 0, "the fence was asked");
  }

  @Test
  void aBackfillHasOneTag() {
    world.config("qciToAppCIImages: {'ns/a:1': {}}");
    world.registries.put(World.TARGET + "/ci:ns_a_1", World.digest('c'));
    Destination place = Destination.backfill(TagReference.parse("ns/a:1"));
    push(PushRequest.of(place, world.claims.withDigest(place), DAY, null));
    assertEquals(List.of("1=" + World.digest('c')), world.registries.writes);
  }

  @Test
  void anImageThatIsReplacedDuringThePushIsNotWritten() {
    world.registries.duringCopies(() -> world.inventory.put("test/a:1", World.digest('b')));
    Failures.of(MirrorErrorType.SOURCE_MOVED, () -> push(request));
    assertEquals(List.of(), world.registries.writes);
  }

  @Test
  void anAttemptThatWasReplacedWritesNothing() {
    world.fence.close(new IllegalStateException("another attempt has begun"));
    assertThrows(IllegalStateException.class, () -> push(request));
    assertEquals(List.of(), world.registries.writes);
  }

  @Test
  void anImageThatIsNotToBeMirroredIsSkipped() {
    refuseCopies(request.source(), World.SOURCE, RegistryError.IMAGE_EXCLUDED);
    SkippedImageException skipped = assertThrows(SkippedImageException.class, () -> push(request));
    assertEquals(RegistryError.IMAGE_EXCLUDED, skipped.reason().type());
  }

  @Test
  void aSchema1ImageIsSkippedWhenTheDestinationHasAnImage() {
    refuseCopies(request.source(), World.SOURCE, RegistryError.MANIFEST_SCHEMA1);
    assertEquals(
        RegistryError.MANIFEST_SCHEMA1,
        assertThrows(RegistryException.class, () -> push(request)).type());
    world.registries.put(FLOATING, World.digest('f'));
    assertThrows(SkippedImageException.class, () -> push(request));
  }

  @Test
  void sendsNothingToARegistryThatIsKnownToBeAway() {
    world.registries.readOnly(World.TARGET);
    refuseCopies(World.TARGET, World.TARGET, RegistryError.REGISTRY_READ_ONLY);
    RegistryAwayException first = assertThrows(RegistryAwayException.class, () -> push(request));
    assertEquals(World.TARGET, first.registry().orElseThrow());
    assertEquals(1, world.outagesTold.size());
    assertTrue(world.outagesTold.getFirst().writing());

    assertNoCopyIsBegun();
    assertEquals(1, world.registries.probes.size());
  }

  private void assertNoCopyIsBegun() {
    int begun = world.registries.copies.get();
    assertThrows(RegistryAwayException.class, () -> push(request));
    assertEquals(begun, world.registries.copies.get());
  }

  @Test
  void theRegistryThatFailedIsProbed() {
    refuseCopies(request.source(), World.SOURCE, RegistryError.REGISTRY_ERROR);
    world.registries.away(World.SOURCE);
    RegistryAwayException away = assertThrows(RegistryAwayException.class, () -> push(request));
    assertEquals(World.SOURCE, away.registry().orElseThrow());
    assertEquals(List.of(World.SOURCE), world.registries.probes);
    assertNoCopyIsBegun();
  }

  @Test
  void givesUpWaitingWhenOtherImagesOfItsSourceAreStuck() throws InterruptedException {
    HostBulkhead one = new HostBulkhead(1, Duration.ofMillis(20));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    world.registries.duringCopies(
        () -> {
          begun.countDown();
          await(over);
        });
    Thread first = Thread.ofVirtual().start(() -> push(request, one, CopyListener.NONE));
    begun.await();
    assertEquals(
        RegistryError.TIMEOUT,
        assertThrows(RegistryException.class, () -> push(request, one, CopyListener.NONE)).type());
    assertEquals(List.of(World.SOURCE), world.registries.probes);
    over.countDown();
    first.join();
    assertEquals(2, world.registries.writes.size());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A mistyped pull spec parks the task. */
  @ParameterizedTest
  @CsvSource({
    "a.example/ns/na me:x, b.example/c:x,        b.example/c:y,  na me",
    "a.example/ns/name:x,  b.example/C:x,        b.example/c:y,  b.example/C:x",
    "a.example/ns/name:x,  b.example/c:x,        b.example/C:y,  b.example/C:y",
    "a.example/ns/name:x,  b.example/c@sha256:0, b.example/c:y,  b.example/c@sha256:0",
    "a.example/ns/name:x,  ,                     b.example/c:y,  pull spec is missing",
    ",                     b.example/c:x,        b.example/c:y,  pull spec is missing",
  })
  void aPullSpecThatCannotBeReadIsNamed(
      String source, String destination, String dated, String named) {
    PushRequest mistyped =
        new PushRequest(
            PLACE,
            MirrorOwner.SUPPLEMENTAL,
            PLACE.tag(),
            source,
            World.digest('a'),
            destination,
            dated,
            null);
    ApplicationFailure failure =
        Failures.of(MirrorErrorType.PULL_SPEC_INVALID, () -> push(mistyped));
    assertTrue(failure.getOriginalMessage().contains(named), failure.getOriginalMessage());
    assertEquals(FailureDetail.parkingAfter(1), Failures.detail(failure));
  }

  private void refuseCopies(String prefix, String registry, RegistryError type) {
    world.registries.refuseCopies(prefix, () -> FakeRegistries.failure(registry, type));
  }
}

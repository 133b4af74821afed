package org.openshift.ci.mirror.activity.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.FakeRegistries;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.RegistryError;

/** A date tag for a digest that has none of any day. */
class MissingDateTagsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T00:30:00Z"), ZoneOffset.UTC);

  private final World world = new World();

  private MissingDateTags dateTags(boolean dryRun) {
    return new MissingDateTags(world.registries, dryRun, CLOCK);
  }

  @Test
  void namesTheDayAndTheDigestAndIsWrittenBehindTheFence() {
    dateTags(false).add(world.watched("test/a:1", 'a'), world.fence);
    assertEquals(
        List.of("20261124_sha256_" + "a".repeat(64) + "=" + World.digest('a')),
        world.registries.writes);
    assertEquals(1, world.fence.asked.get());
  }

  @Test
  void isNotWrittenInADryRun() {
    dateTags(true).add(world.watched("test/a:1", 'a'), world.fence);
    assertEquals(List.of(), world.registries.writes);
  }

  @Test
  void isNotWrittenBehindAClosedFence() {
    Claim claim = world.watched("test/a:1", 'a');
    world.fence.close(new IllegalStateException("another attempt has begun"));
    assertThrows(IllegalStateException.class, () -> dateTags(false).add(claim, world.fence));
    assertEquals(List.of(), world.registries.writes);
  }

  @Test
  void isNotForBackfills() {
    world.config(
        "qciToAppCIImages: {'ns/a:1': {image: '%s/ci@%s'}}"
            .formatted(World.TARGET, World.digest('a')));
    dateTags(false)
        .add(world.owners.claimOf(Destination.backfill(TagReference.parse("ns/a:1"))), world.fence);
    assertEquals(List.of(), world.registries.writes);
  }

  @Test
  void isLeftToTheNextSweepWhenTheTargetRefuses() {
    Claim claim = world.watched("test/a:1", 'a');
    world.registries.refuseCopies(
        World.TARGET, () -> FakeRegistries.failure(World.TARGET, RegistryError.ACCESS_DENIED));
    dateTags(false).add(claim, world.fence);
    assertEquals(List.of(), world.registries.writes);
  }
}

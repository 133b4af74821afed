package org.openshift.ci.mirror.activity.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;

/** How long the list of a sweep is cached. */
class SweepListsTest {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant SECOND = FIRST.plusSeconds(1);
  private static final TagReference TAG = TagReference.parse("test/a:1");

  private final World world = new World();
  private final SweepLists lists =
      new SweepLists(
          world.owners,
          new BulkDigests(world.registries, new BulkDigests.Settings(true, TagApiToken.none())));

  @BeforeEach
  void watch() {
    world.watched("test/a:1", 'a');
    world.watched("test/b:1", 'b');
    world.registries.tagPages(
        List.of(new TagPage(Map.of("20250101_sha256_" + "a".repeat(64), World.digest('a')), true)));
  }

  private static SweepPageRequest request(SweepKind kind, Instant since, TagReference... only) {
    return new SweepPageRequest(kind, since, null, List.of(only));
  }

  @Test
  void isTheSameForAllPagesOfASweep() {
    SweepList list = lists.of(request(SweepKind.RESYNC, FIRST));
    assertEquals(2, list.claims().size());
    assertSame(list, lists.of(new SweepPageRequest(SweepKind.RESYNC, FIRST, TAG, List.of())));
  }

  @Test
  void isReadAnewForAnotherSweep() {
    SweepList list = lists.of(request(SweepKind.RESYNC, FIRST));
    assertNotSame(list, lists.of(request(SweepKind.RESYNC, SECOND)));
    assertEquals(2, world.inventory.lists.get());
  }

  @Test
  void isReadAnewForASweepOverOtherEntriesThatBeganAtTheSameMoment() {
    lists.of(request(SweepKind.RESYNC, FIRST));
    assertEquals(1, lists.of(request(SweepKind.RESYNC, FIRST, TAG)).claims().size());
  }

  @Test
  void isDroppedAtTheEndOfItsOwnSweepOnly() {
    SweepList list = lists.of(request(SweepKind.RESYNC, SECOND));
    lists.forget(request(SweepKind.RESYNC, FIRST));
    assertSame(list, lists.of(request(SweepKind.RESYNC, SECOND)));
    lists.forget(request(SweepKind.RESYNC, SECOND));
    assertNotSame(list, lists.of(request(SweepKind.RESYNC, SECOND)));
  }

  @Test
  void onlyAResyncReadsDateTags() {
    SweepList resync = lists.of(request(SweepKind.RESYNC, FIRST));
    assertFalse(resync.lacksDateTag(World.digest('a')));
    assertTrue(resync.lacksDateTag(World.digest('b')));
    assertFalse(resync.lacksDateTag(null));
    world.config("supplementalCIImages: {'ns/a:1': {image: 'elsewhere.example/a:1'}}");
    assertFalse(lists.of(request(SweepKind.SUPPLEMENTAL, FIRST)).lacksDateTag(World.digest('b')));
  }
}

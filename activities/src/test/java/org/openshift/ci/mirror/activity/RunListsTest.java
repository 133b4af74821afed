package org.openshift.ci.mirror.activity;

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
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;

/** How long the list of a run is remembered. */
class RunListsTest {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant SECOND = FIRST.plusSeconds(1);
  private static final TagReference TAG = TagReference.parse("test/a:1");

  private final World world = new World();
  private final RunLists lists =
      new RunLists(
          world.owners,
          new BulkDigests(world.registries, new BulkDigests.Settings(true, TagApiToken.none())));

  @BeforeEach
  void watch() {
    world.watched("test/a:1", 'a');
    world.watched("test/b:1", 'b');
    world.registries.tagPages(
        List.of(new TagPage(Map.of("20250101_sha256_" + "a".repeat(64), World.digest('a')), true)));
  }

  private static RunPageRequest request(RunKind kind, Instant since, TagReference... only) {
    return new RunPageRequest(kind, since, null, List.of(only));
  }

  @Test
  void isTheSameForAllPagesOfARun() {
    RunList list = lists.of(request(RunKind.RESYNC, FIRST));
    assertEquals(2, list.claims().size());
    assertSame(list, lists.of(new RunPageRequest(RunKind.RESYNC, FIRST, TAG, List.of())));
  }

  @Test
  void isReadAnewForAnotherRun() {
    RunList list = lists.of(request(RunKind.RESYNC, FIRST));
    assertNotSame(list, lists.of(request(RunKind.RESYNC, SECOND)));
    assertEquals(2, world.inventory.lists.get());
  }

  @Test
  void isReadAnewForARunOverOtherEntriesThatBeganAtThatMoment() {
    lists.of(request(RunKind.RESYNC, FIRST));
    assertEquals(1, lists.of(request(RunKind.RESYNC, FIRST, TAG)).claims().size());
  }

  @Test
  void isForgottenAtTheEndOfItsRunAndNoOther() {
    RunList list = lists.of(request(RunKind.RESYNC, SECOND));
    lists.forget(request(RunKind.RESYNC, FIRST));
    assertSame(list, lists.of(request(RunKind.RESYNC, SECOND)));
    lists.forget(request(RunKind.RESYNC, SECOND));
    assertNotSame(list, lists.of(request(RunKind.RESYNC, SECOND)));
  }

  @Test
  void onlyAResyncLooksForDateTags() {
    RunList resync = lists.of(request(RunKind.RESYNC, FIRST));
    assertFalse(resync.lacksDateTag(World.digest('a')));
    assertTrue(resync.lacksDateTag(World.digest('b')));
    assertFalse(resync.lacksDateTag(null));
    world.config("supplementalCIImages: {'ns/a:1': {image: 'elsewhere.example/a:1'}}");
    assertFalse(lists.of(request(RunKind.SUPPLEMENTAL, FIRST)).lacksDateTag(World.digest('b')));
  }
}

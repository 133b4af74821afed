package org.openshift.ci.mirror.activity.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.activity.Failures;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.TagPage;

/** What sweeps find, count and start. */
class SweepPagesTest {

  private final World world = new World();
  private final SweepRunner sweeps = new SweepRunner(world);

  private static TagReference tag(String tag) {
    return TagReference.parse(tag);
  }

  private static Set<String> ids(String... tags) {
    return Set.copyOf(List.of(tags).stream().map(FakeOpenTaskStore::id).toList());
  }

  @Test
  void startsWhatDiffersAndCountsWhatIsEqual() {
    world.watched("test/same:1", 'a');
    world.mirrored("test/same:1", 'a');
    world.watched("test/other:1", 'b');
    world.mirrored("test/other:1", 'c');
    world.watched("test/missing:1", 'd');
    world.inventory.put("other/unwatched:1", World.digest('e'));
    SweepPage page = sweeps.page(SweepKind.RESYNC);
    assertEquals(new SweepSummary(3, 1, 2, 0, null, null), page.found());
    assertEquals(null, page.last());
    assertEquals(ids("test/other:1", "test/missing:1"), world.tasks.started);
    assertEquals(1, world.fence.asked.get());
  }

  @Test
  void anOpenTaskIsLeftToTheStore() {
    world.watched("test/a:1", 'a');
    world.tasks.open(OpenTaskBuilder.of("test/a:1").build());
    SweepSummary found = sweeps.page(SweepKind.RESYNC).found();
    assertEquals(Map.of(SweepSummary.ALREADY_OPEN, 1), found.skipped());
    assertEquals(List.of(), found.notes());
    assertEquals(Set.of(), world.tasks.triggered);
    assertEquals(1, world.tasks.claims.size());
  }

  @Test
  void whatTemporalRefusesIsLeftToTheNextSweep() {
    world.watched("test/a:1", 'a');
    world.watched("test/b:1", 'a');
    world.tasks.refuse("test/a:1");
    SweepSummary found = sweeps.page(SweepKind.RESYNC).found();
    assertEquals(Map.of(SweepSummary.NOT_STARTED, 1), found.skipped());
    assertEquals(List.of("test/a:1: Temporal refuses the request"), found.notes());
    assertEquals(ids("test/b:1"), world.tasks.started);
  }

  @Test
  void aConflictOfWatchedTagsHasOneTask() {
    world.inventory.put("test/a_b:c", World.digest('a'));
    world.inventory.put("test/a:b_c", World.digest('b'));
    SweepSummary found = sweeps.page(SweepKind.RESYNC).found();
    assertEquals(1, found.started());
    assertEquals(Map.of(SweepSummary.ALREADY_OPEN, 1), found.skipped());
    assertTrue(
        world.tasks.claims.stream()
            .allMatch(c -> c.problem().type() == MirrorErrorType.DESTINATION_CONFLICT));
  }

  @Test
  void aProblemOfAWatchedTagStartsATaskAndThatOfAnotherOwnerIsCounted() {
    world.inventory.putEmpty("test/empty:1");
    assertEquals(1, sweeps.page(SweepKind.RESYNC).found().started());

    world.config("artImages: [{namespace: art, name: empty}]");
    world.inventory.putEmpty("art/empty:1");
    SweepSummary art = sweeps.page(SweepKind.ART).found();
    assertEquals(0, art.started());
    assertEquals(Map.of("source_tag_empty", 1), art.skipped());
    assertEquals(List.of("art/empty:1: art/empty:1 has no image"), art.notes());
    assertEquals(Map.of("art/empty:1", MirrorErrorType.SOURCE_TAG_EMPTY), failing());
    assertEquals(MirrorOwner.ART, world.tasks.claims.getLast().owner());
  }

  @Test
  void aTaskThatIsStartedAsFailingKnowsWhetherSomebodyIsToBeNotified() {
    world.config("artImages: [{namespace: art, name: empty}]");
    world.inventory.putEmpty("art/empty:1");
    sweeps.page(SweepKind.ART);
    assertFalse(world.tasks.claims.getLast().hasRecipient());
    world.withRecipient.add("art");
    sweeps.page(SweepKind.ART);
    assertTrue(world.tasks.claims.getLast().hasRecipient());
  }

  /** The types of the tasks that were started as failing, by tag. */
  private Map<String, MirrorErrorType> failing() {
    return world.tasks.claims.stream()
        .filter(claim -> world.tasks.failing.containsKey(idOf(claim)))
        .collect(
            Collectors.toMap(
                claim -> claim.tag().toString(),
                claim -> world.tasks.failing.get(idOf(claim)).type()));
  }

  private static String idOf(Claim claim) {
    return FakeOpenTaskStore.id(Destination.of(claim.owner(), claim.tag()));
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, RATE_LIMITED, source_rate_limited",
    "REGISTRY_UNREACHABLE, REGISTRY_UNREACHABLE, source_registry_unreachable",
    "TIMEOUT, TIMEOUT, source_timeout",
    "REGISTRY_ERROR, REGISTRY_ERROR, source_registry_error",
    "CREDENTIALS_REFUSED, CREDENTIALS_REFUSED, source_credentials_refused",
  })
  void aSourceThatCannotBeReadNowHasATaskThatSaysSo(
      RegistryError refusal, MirrorErrorType type, String reason) {
    world.registries.refuse("elsewhere.example/", refusal);
    world.registries.refuse(World.TARGET + "/", refusal);
    world.config(
        """
        supplementalCIImages: {'ns/a:1': {image: 'elsewhere.example/a:1'}}
        qciToAppCIImages: {'ns/back:1': {}}
        """);
    for (SweepKind kind : List.of(SweepKind.SUPPLEMENTAL, SweepKind.BACKFILL)) {
      SweepSummary found = sweeps.page(kind).found();
      assertEquals(Map.of(reason, 1), found.skipped(), kind.wireName());
      assertEquals(1, found.notes().size(), kind.wireName());
      assertEquals(kind.owner(), world.tasks.claims.getLast().owner());
    }
    assertEquals(Map.of("ns/a:1", type, "ns/back:1", type), failing());
    assertEquals(Set.of(), world.tasks.started);
  }

  @Test
  void aTaskThatTemporalRefusesForAFailingEntryIsCounted() {
    world.config("supplementalCIImages: {'ns/a:1': {image: 'elsewhere.example/a:1'}}");
    world.tasks.refuse("ns/a:1");
    SweepSummary found = sweeps.page(SweepKind.SUPPLEMENTAL).found();
    assertEquals(Map.of(SweepSummary.NOT_STARTED, 1), found.skipped());
    assertEquals(List.of("ns/a:1: Temporal refuses the request"), found.notes());
  }

  @Test
  void listedImagesAreReadAtTheirRegistries() {
    world.registries.put("elsewhere.example/a:1", World.digest('a'));
    world.registries.put("elsewhere.example/b:1", World.digest('b'));
    world.registries.refuse("denied.example/", RegistryError.ACCESS_DENIED);
    world.mirrored("ns/a:1", 'a');
    world.config(
        """
        supplementalCIImages:
          ns/a:1: {image: 'elsewhere.example/a:1'}
          ns/b:1: {image: 'elsewhere.example/b:1'}
          ns/missing:1: {image: 'elsewhere.example/missing:1'}
          ns/denied:1: {image: 'denied.example/a:1'}
          ns/ignored:1: {image: 'elsewhere.example/ignored:1'}
        ignoredSources:
        - {image: 'elsewhere.example/ignored:1', reason: broken}
        """);
    SweepSummary found = sweeps.page(SweepKind.SUPPLEMENTAL).found();
    assertEquals(5, found.lookedAt());
    assertEquals(1, found.equal());
    assertEquals(
        Map.of(SweepSummary.SOURCE_MISSING, 1, "source_access_denied", 1, SweepSummary.IGNORED, 1),
        found.skipped());
    assertEquals(2, found.notes().size(), found.notes().toString());
    assertEquals(ids("ns/b:1"), world.tasks.started);
    assertEquals(MirrorOwner.SUPPLEMENTAL, world.tasks.claims.getFirst().owner());
    assertEquals(
        Map.of(
            "ns/missing:1",
            MirrorErrorType.SOURCE_MISSING,
            "ns/denied:1",
            MirrorErrorType.ACCESS_DENIED),
        failing());
  }

  @Test
  void aBackfillHasATaskOfItsOwn() {
    world.registries.put(World.TARGET + "/ci:ns_back_1", World.digest('a'));
    world.config("qciToAppCIImages: {'ns/back:1': {}}");
    assertEquals(1, sweeps.page(SweepKind.BACKFILL).found().started());
    assertEquals(
        Set.of(FakeOpenTaskStore.id(Destination.backfill(tag("ns/back:1")))), world.tasks.started);
  }

  /** Watched tags are many, and those that changed have a task from the watcher. */
  @Test
  void aTargetThatFailsMakesTasksOfListedImagesOnly() {
    world.registries.refuse(World.TARGET, RegistryError.REGISTRY_ERROR);
    world.watched("test/a:1", 'a');
    SweepSummary resync = sweeps.page(SweepKind.RESYNC).found();
    assertEquals(Map.of("target_registry_error", 1), resync.skipped());
    assertEquals(0, resync.started());

    world.registries.put("elsewhere.example/a:1", World.digest('a'));
    world.config("supplementalCIImages: {'ns/a:1': {image: 'elsewhere.example/a:1'}}");
    assertEquals(1, sweeps.page(SweepKind.SUPPLEMENTAL).found().started());
  }

  @Test
  void changedEntriesAreTriggeredWhateverTheirTasksWaitFor() {
    world.watched("test/a:1", 'a');
    world.watched("test/b:1", 'b');
    world.mirrored("test/b:1", 'b');
    world.tasks.open(OpenTaskBuilder.of("test/b:1").build());
    world.tasks.open(OpenTaskBuilder.of("test/gone:1").build());
    SweepSummary found = sweeps.page(SweepKind.RESYNC, tag("test/b:1"), tag("test/gone:1")).found();
    assertEquals(1, found.lookedAt());
    assertEquals(ids("test/b:1", "test/gone:1"), world.tasks.triggered);
    assertEquals(Set.of(), world.tasks.started);
  }

  @Test
  void aListIsReadOnceForAllItsPages() {
    IntStream.range(0, 600)
        .forEach(n -> world.inventory.put("test/s%03d:1".formatted(n), World.digest('a')));
    SweepPage page = sweeps.page(SweepKind.RESYNC);
    assertEquals("test/s249:1", page.last().toString());
    int looked = page.found().lookedAt();
    while (page.last() != null) {
      page = sweeps.next(SweepKind.RESYNC, page);
      looked += page.found().lookedAt();
    }
    assertEquals(600, looked);
    assertEquals(600, world.tasks.started.size());
    assertEquals(1, world.inventory.lists.get());

    sweeps.page(SweepKind.RESYNC);
    assertEquals(2, world.inventory.lists.get(), "another sweep reads it anew");
  }

  @Test
  void aWorkerThatTakesOverASweepGoesOnAfterTheLastEntry() {
    IntStream.range(0, 300)
        .forEach(n -> world.inventory.put("test/s%03d:1".formatted(n), World.digest('a')));
    SweepPage first = sweeps.page(SweepKind.RESYNC);
    SweepRunner otherWorker = new SweepRunner(world);
    world.inventory.remove("test/s249:1");
    SweepPage second = otherWorker.next(SweepKind.RESYNC, first);
    assertEquals(50, second.found().lookedAt());
    assertEquals(null, second.last());
  }

  @Test
  void aWorkerWithOlderRulesLeavesTheSweepToAnother() {
    world.watched("test/a:1", 'a');
    RulesVersion mine = world.owners.rulesVersion();
    world.register.newest(new RulesVersion(mine.configuration(), "newer test inputs"));
    Failures.of(
        MirrorErrorType.RULES_OUTDATED, () -> sweeps.page(SweepKind.RESYNC, tag("test/a:1")));
    assertEquals(Set.of(), world.tasks.started);
    assertEquals(Set.of(), world.tasks.triggered);
    assertEquals(List.of(true), world.register.questions);
  }

  @Test
  void nothingIsStartedBehindAClosedFence() {
    world.watched("test/a:1", 'a');
    world.fence.close(new IllegalStateException("another attempt has begun"));
    assertThrows(IllegalStateException.class, () -> sweeps.page(SweepKind.RESYNC));
    assertEquals(Set.of(), world.tasks.started);
  }

  @Test
  void imageStreamsThatCannotBeListedFailThePage() {
    world.inventory.breakDown();
    assertThrows(TagInventoryException.class, () -> sweeps.page(SweepKind.RESYNC));
  }

  @Test
  void aMirroredDigestWithoutDateTagGetsOne() {
    for (String tag : List.of("test/a:1", "test/b:1", "test/c:1")) {
      world.watched(tag, tag.charAt(5));
    }
    world.mirrored("test/a:1", 'a');
    world.mirrored("test/b:1", 'b');
    world.registries.tagPages(
        List.of(new TagPage(Map.of("20250101_sha256_" + "a".repeat(64), World.digest('a')), true)));
    SweepSummary found = SweepRunner.withTagApi(world).page(SweepKind.RESYNC).found();
    assertEquals(2, found.equal());
    assertEquals(
        List.of("20261124_sha256_" + "b".repeat(64) + "=" + World.digest('b')),
        world.registries.writes);
  }

  @Test
  void noDateTagIsWrittenWhileTheExistingOnesAreUnknown() {
    world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    assertEquals(1, SweepRunner.withTagApi(world).page(SweepKind.RESYNC).found().equal());
    assertEquals(1, sweeps.page(SweepKind.RESYNC).found().equal());
    assertEquals(List.of(), world.registries.writes);
  }
}

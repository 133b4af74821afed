package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.contract.RunPage;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Answer;

/** What a page of each list amounts to. */
class RunActivitiesTest {

  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void start() {
    fixture = new RunFixture(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void supplementalEntriesAreComparedByTheDigestsOfBothRegistries() {
    fixture.source("team/same", "v1", RunFixture.digest('a'));
    fixture.target("ns_same_latest", RunFixture.digest('a'));
    fixture.source("team/differs", "v1", RunFixture.digest('b'));
    fixture.target("ns_differs_latest", RunFixture.digest('a'));
    fixture.source("team/new", "v1", RunFixture.digest('c'));
    fixture.config(
        """
        supplementalCIImages:
          ns/same:latest: {image: "%1$s/team/same:v1"}
          ns/differs:latest: {image: "%1$s/team/differs:v1"}
          ns/new:latest: {image: "%1$s/team/new:v1"}
          ns/missing:latest: {image: "%1$s/team/missing:v1"}
          ns/ignored:latest: {image: "%1$s/team/ignored:v1"}
        ignoredSources:
        - image: "%1$s/team/ignored:v1"
          reason: broken
        """);

    RunPage page = fixture.page(RunKind.SUPPLEMENTAL);

    assertNull(page.last());
    assertEquals(5, page.found().lookedAt());
    assertEquals(1, page.found().equal());
    assertEquals(2, page.found().started());
    assertEquals(Map.of("source_missing", 1, "ignored", 1), page.found().skipped());
    assertTrue(page.found().notes().getFirst().contains("team/missing:v1"), page.toString());
    MirrorTask differs = page.tasks().getFirst();
    assertEquals(MirrorOwner.SUPPLEMENTAL, differs.owner());
    assertEquals(TagReference.parse("ns/differs:latest"), differs.tag());
    assertEquals(
        fixture.sourceHost() + "/team/differs@" + RunFixture.digest('b'), differs.source());
    assertEquals(RunFixture.digest('b'), differs.sourceDigest());
    assertEquals(fixture.targetHost() + "/openshift/ci:ns_differs_latest", differs.destination());
  }

  @Test
  void aSourceThatCannotBeReadIsCountedByItsReasonAndTheOthersGoOn() {
    fixture
        .sourceServer()
        .always("*", "/team/secret/", Answer.error(401, "UNAUTHORIZED", "who are you"))
        .always("*", "/team/forbidden/", Answer.error(403, "DENIED", "not for you"))
        .always("*", "/team/broken/", Answer.error(500, "UNKNOWN", "trouble"));
    fixture.source("team/good", "v1", RunFixture.digest('a'));
    fixture.config(
        """
        supplementalCIImages:
          ns/a-secret:latest: {image: "%1$s/team/secret:v1"}
          ns/b-forbidden:latest: {image: "%1$s/team/forbidden:v1"}
          ns/c-broken:latest: {image: "%1$s/team/broken:v1"}
          ns/d-down:latest: {image: "127.0.0.1:1/team/down:v1"}
          ns/e-good:latest: {image: "%1$s/team/good:v1"}
        """);

    RunPage page = fixture.page(RunKind.SUPPLEMENTAL);

    assertEquals(
        Map.of(
            "source_credentials_refused",
            1,
            "source_access_denied",
            1,
            "source_registry_error",
            1,
            "source_registry_unreachable",
            1),
        page.found().skipped());
    assertEquals(
        List.of("ns/e-good:latest"),
        page.tasks().stream().map(task -> task.tag().toString()).toList());
    assertEquals(4, page.found().notes().size());
  }

  @Test
  void aTargetThatCannotBeReadIsLeftToTheTask() {
    fixture.targetServer().always("*", "/v2/", Answer.error(503, "UNKNOWN", "down"));
    fixture.source("team/new", "v1", RunFixture.digest('c'));
    fixture.config(
        """
        supplementalCIImages:
          ns/new:latest: {image: "%1$s/team/new:v1"}
        """);
    assertEquals(1, fixture.page(RunKind.SUPPLEMENTAL).tasks().size());
  }

  @Test
  void backfillGoesFromTheMirrorToTheRegistryOfTheStreams() {
    fixture.target("ns_back_latest", RunFixture.digest('a'));
    fixture.target("ns_there_latest", RunFixture.digest('b'));
    fixture.source("ns/there", "latest", RunFixture.digest('b'));
    fixture.config(
        """
        qciToAppCIImages:
          ns/back:latest: {}
          ns/there:latest: {}
          ns/never:latest: {image: "%2$s/openshift/ci:nothing"}
        """);

    RunPage page = fixture.page(RunKind.BACKFILL);

    assertEquals(Map.of("source_missing", 1), page.found().skipped());
    assertEquals(1, page.found().equal());
    MirrorTask task = page.tasks().getFirst();
    assertEquals(MirrorOwner.BACKFILL, task.owner());
    assertEquals(fixture.targetHost() + "/openshift/ci@" + RunFixture.digest('a'), task.source());
    assertEquals(fixture.sourceHost() + "/ns/back:latest", task.destination());
  }

  @Test
  void artTakesTheTagsThatMatchAndLeavesThoseOfOthersAlone() {
    fixture.inventory().put("ocp/4.22:rhel-coreos", RunFixture.digest('a'));
    fixture.inventory().put("ocp/4.22:cli", RunFixture.digest('b'));
    fixture.inventory().put("ocp/builder:rhel9", RunFixture.digest('c'));
    fixture.inventory().put("ocp/builder:claimed", RunFixture.digest('d'));
    fixture.inventory().put("ocp/builder:bad", RunFixture.digest('e'));
    fixture.config(
        """
        artImages:
        - {namespace: ocp, name: '^\\d+\\.\\d+$', tag: '^rhel-coreos.*'}
        - {namespace: ocp, name: '^builder$'}
        supplementalCIImages:
          ocp/builder:claimed: {image: "%1$s/team/claimed:v1"}
        ignoredSources:
        - {namespace: ocp, name: builder, tag: bad, reason: broken}
        """);

    RunPage page = fixture.page(RunKind.ART);

    assertEquals(
        List.of("ocp/4.22:rhel-coreos", "ocp/builder:rhel9"),
        page.tasks().stream().map(task -> task.tag().toString()).toList());
    assertTrue(page.tasks().stream().allMatch(task -> task.owner() == MirrorOwner.ART));
    assertEquals(Map.of("ignored", 1), page.found().skipped());
    assertEquals(
        fixture.sourceHost() + "/ocp/4.22@" + RunFixture.digest('a'),
        page.tasks().getFirst().source());
  }

  @Test
  void resyncComparesWhatIsWatchedByItsStreamsDigest() {
    fixture.inventory().put("test/same:1", RunFixture.digest('a'));
    fixture.target("test_same_1", RunFixture.digest('a'));
    fixture.inventory().put("test/deleted:1", RunFixture.digest('b'));
    fixture.inventory().put("other/unwatched:1", RunFixture.digest('c'));

    RunPage page = fixture.page(RunKind.RESYNC);

    assertEquals(2, page.found().lookedAt());
    assertEquals(1, page.found().equal());
    assertEquals(TagReference.parse("test/deleted:1"), page.tasks().getFirst().tag());
    assertEquals(MirrorOwner.DISTRIBUTOR, page.tasks().getFirst().owner());
    assertEquals(0, fixture.sourceServer().seen().size(), "the stream knows the digest");
  }

  @Test
  void aTagThatMovedSinceTheListIsTakenAsItIsNow() {
    fixture.inventory().put("test/moved:1", RunFixture.digest('a'));
    fixture.inventory().moveTo("test/moved:1", RunFixture.digest('b'));
    fixture.inventory().put("test/mirrored:1", RunFixture.digest('a'));
    fixture.inventory().moveTo("test/mirrored:1", RunFixture.digest('c'));
    fixture.target("test_mirrored_1", RunFixture.digest('c'));
    fixture.inventory().put("test/gone:1", RunFixture.digest('a'));
    fixture.inventory().moveTo("test/gone:1", null);

    RunPage page = fixture.page(RunKind.RESYNC);

    assertEquals(Map.of("gone", 1), page.found().skipped());
    assertEquals(1, page.found().equal());
    MirrorTask task = page.tasks().getFirst();
    assertEquals(RunFixture.digest('b'), task.sourceDigest());
    assertEquals(FakeInventory.LOOKED, task.observedAt());
  }

  @Test
  void aTargetThatIsDownMakesNoTaskOfEveryWatchedTag() {
    fixture.targetServer().always("*", "/v2/", Answer.error(503, "UNKNOWN", "down"));
    fixture.inventory().put("test/a:1", RunFixture.digest('a'));
    fixture.inventory().put("test/b:1", RunFixture.digest('b'));
    RunPage page = fixture.page(RunKind.RESYNC);
    assertEquals(List.of(), page.tasks());
    assertEquals(Map.of("target_registry_error", 2), page.found().skipped());
  }

  @Test
  void aRequestThatIsRefusedForComingTooSoonIsMadeAgain() {
    fixture.targetServer().once("HEAD", "/v2/", Answer.error(429, "TOOMANYREQUESTS", "slow down"));
    fixture.inventory().put("test/a:1", RunFixture.digest('a'));
    fixture.target("test_a_1", RunFixture.digest('a'));
    assertEquals(1, fixture.page(RunKind.RESYNC).found().equal());
  }

  @Test
  void aWatchedTagsProblemHasATaskAndAnArtTagsIsCounted() {
    TagReference tag = TagReference.parse("test/empty:1");
    Problem problem = new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, tag + " has no image");
    fixture.inventory().put(TagChange.problem(tag, null, FakeInventory.LISTED, problem));
    assertEquals(problem, fixture.page(RunKind.RESYNC).tasks().getFirst().problem());

    fixture.config("artImages: [{namespace: test, name: empty}]");
    RunPage art = fixture.page(RunKind.ART);
    assertEquals(List.of(), art.tasks());
    assertEquals(Map.of("source_tag_empty", 1), art.found().skipped());
  }

  @Test
  void aSecondRunStartsNothingThatIsOpen() {
    fixture.inventory().put("test/a:1", RunFixture.digest('a'));
    RunPage first = fixture.page(RunKind.RESYNC);
    fixture.tasks().open(first.tasks());

    RunPage second = fixture.page(RunKind.RESYNC);
    assertEquals(List.of(), second.tasks());
    assertEquals(Map.of(RunSummary.ALREADY_OPEN, 1), second.found().skipped());
  }

  @Test
  void anOpenTaskIsToldOfAnotherSourceThoughTheTargetHasItAlready() {
    fixture.source("team/back", "v1", RunFixture.digest('b'));
    fixture.config(
        """
        supplementalCIImages:
          ns/back:latest: {image: "%1$s/team/back:v1"}
        """);
    fixture.tasks().open(fixture.page(RunKind.SUPPLEMENTAL).tasks());
    fixture.source("team/back", "v1", RunFixture.digest('a'));
    fixture.target("ns_back_latest", RunFixture.digest('a'));

    assertEquals(1, fixture.page(RunKind.SUPPLEMENTAL).found().equal());
    assertEquals(RunFixture.digest('a'), fixture.tasks().told.getFirst().sourceDigest());
  }

  @Test
  void aListIsReadOnceForAllItsPages() {
    IntStream.range(0, 600)
        .forEach(n -> fixture.inventory().put("test/s%03d:1".formatted(n), RunFixture.digest('a')));
    RunPage page = fixture.page(RunKind.RESYNC);
    int looked = page.found().lookedAt();
    while (page.last() != null) {
      page = fixture.next(RunKind.RESYNC, page);
      looked += page.found().lookedAt();
    }
    assertEquals(600, looked);
    assertEquals(1, fixture.inventory().lists.get());
  }

  @Test
  void onlyWhatIsAskedForIsLookedAt() {
    fixture.inventory().put("test/a:1", RunFixture.digest('a'));
    fixture.inventory().put("test/b:1", RunFixture.digest('a'));
    RunPage page = fixture.page(RunKind.RESYNC, TagReference.parse("test/b:1"));
    assertEquals(1, page.found().lookedAt());
    assertEquals(TagReference.parse("test/b:1"), page.tasks().getFirst().tag());
  }

  @Test
  void whatMovedAfterItsStartIsFoundByAnotherLook() {
    fixture.inventory().put("test/a:1", RunFixture.digest('a'));
    fixture.inventory().put("test/b:1", RunFixture.digest('a'));
    List<MirrorTask> started = fixture.page(RunKind.RESYNC).tasks();
    assertEquals(List.of(), fixture.activities().lookAgain(RunKind.RESYNC, started));

    fixture.inventory().moveTo("test/b:1", RunFixture.digest('c'));
    List<MirrorTask> moved = fixture.activities().lookAgain(RunKind.RESYNC, started);
    assertEquals(1, moved.size());
    assertEquals(RunFixture.digest('c'), moved.getFirst().sourceDigest());
  }

  @Test
  void theTasksOfEntriesThatWentAreWithdrawn() {
    fixture.source("team/a", "v1", RunFixture.digest('a'));
    fixture.source("team/b", "v1", RunFixture.digest('b'));
    fixture.source("team/c", "v1", RunFixture.digest('c'));
    fixture.config(
        """
        supplementalCIImages:
          ns/a:latest: {image: "%1$s/team/a:v1"}
          ns/b:latest: {image: "%1$s/team/b:v1"}
          ns/c:latest: {image: "%1$s/team/c:v1"}
        """);
    fixture.tasks().open(fixture.page(RunKind.SUPPLEMENTAL).tasks());
    fixture.config(
        """
        supplementalCIImages:
          ns/a:latest: {image: "%1$s/team/a:v1"}
          ns/c:latest: {image: "%1$s/team/c:v1"}
        ignoredSources:
        - {image: "%1$s/team/c:v1", reason: broken}
        """);

    RunSummary whole = fixture.activities().finishRun(RunKind.SUPPLEMENTAL, RunSummary.none());
    assertEquals(2, whole.withdrawn());
    assertEquals(
        List.of("supplemental ns/b:latest", "supplemental ns/c:latest"), fixture.tasks().withdrawn);
  }

  @Test
  void aWorkerWithoutAConfigurationDoesNotTakeItForAnEmptyOne() {
    for (RunKind kind : List.of(RunKind.SUPPLEMENTAL, RunKind.ART, RunKind.BACKFILL)) {
      ActivityFailure failure = assertThrows(ActivityFailure.class, () -> fixture.page(kind));
      ApplicationFailure cause = (ApplicationFailure) failure.getCause();
      assertEquals("NoMirroringConfiguration", cause.getType());
    }
    fixture.config("{}");
    assertEquals(0, fixture.page(RunKind.SUPPLEMENTAL).found().lookedAt());
  }

  @Test
  void streamsThatCannotBeListedFailThePageAndSayWhy() {
    fixture.inventory().breakDown();
    ActivityFailure failure =
        assertThrows(ActivityFailure.class, () -> fixture.page(RunKind.RESYNC));
    ApplicationFailure cause = (ApplicationFailure) failure.getCause();
    assertEquals("ImageStreamsUnreadable", cause.getType());
    assertEquals("cannot list image streams: nobody answers", cause.getOriginalMessage());
  }
}

package org.openshift.ci.mirror.activity.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** Which date tags a sweep removes, and when it removes none. Today is 2026-11-26. */
class DateTagPagesTest extends WithDateTags {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void removesWhatIsOlderAndKeepsTheNewestOfAnImageInUse(boolean tagApi) {
    run.tagApi = tagApi;
    putDated("20260101", A);
    putDated("20260601", A);
    putDated(DUE, A);
    putDated(DUE, B);
    putDated(YOUNG, B);
    target.put("ocp_4.22_cli", A);

    RetentionSummary summary = run.sweep();

    assertEquals(
        Set.of("ocp_4.22_cli", dateTag(DUE, A), dateTag(YOUNG, B)), target.tags().keySet());
    assertEquals(
        List.of(dateTag("20260101", A), dateTag("20260601", A), dateTag(DUE, B)), target.removed);
    assertEquals(
        new RetentionSummary(
            30, false, 5, new TreeMap<>(Map.of("young", 1, "in_use", 1)), 0, 3, null, null),
        summary);
  }

  @Test
  void aDryRunOnlyCounts() {
    putDated(DUE, A);
    run.remove = false;
    RetentionSummary summary = run.sweep(30, true);
    assertEquals(
        new RetentionSummary(30, true, 1, null, 1, 0, null, List.of(dateTag(DUE, A))), summary);
    run.remove = true;
    run.anotherWorker();
    assertEquals(1, run.sweep(30, false).wouldRemove());
    assertEquals(List.of(), target.asked);
  }

  @Test
  void theLongerOfTwoAgesCounts() {
    putDated("20261101", A);
    run.days = 10;
    assertEquals(Map.of("young", 1), run.sweep(30, true).kept());
    run.days = 30;
    run.anotherWorker();
    assertEquals(Map.of("young", 1), run.sweep(10, true).kept());
    assertEquals(30, run.sweep(10, true).days());
  }

  /** A machine whose clock is years ahead would call every tag old. */
  @Test
  void theEarlierOfTwoClocksCounts() {
    putDated(YOUNG, A);
    run.machineClock = Instant.parse("2036-01-01T00:00:00Z");
    assertEquals(Map.of("young", 1), run.sweep().kept());
    putDated(DUE, A);
    run.machineClock = Instant.parse("2026-01-01T00:00:00Z");
    assertEquals(Map.of("young", 2), run.sweep().kept());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20260231_sha256_%s",
        "2026010_sha256_%s",
        "x20260101_sha256_%s",
        "20260101_sha256_%s0",
        "20260101-sha256-%s",
        "20260101_sha512_%s",
        "20260101_prune_%s"
      })
  void whatIsNoDateTagToTheLetterStaysAndIsAUse(String form) {
    String odd = form.formatted("a".repeat(64));
    target.put(odd, A);
    putDated(DUE, A);
    RetentionSummary summary = run.sweep();
    assertEquals(Map.of("in_use", 1), summary.kept());
    assertEquals(List.of(), target.asked);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDateTagThatPointsElsewhereStays(boolean tagApi) {
    run.tagApi = tagApi;
    target.put(dateTag(DUE, A), B);
    assertEquals(Map.of("other_digest", 1), run.sweep().kept());
    assertEquals(List.of(), target.asked);
  }

  /** Only quay's API says so before it is looked up. */
  @Test
  void aDateTagThatPointsElsewhereIsAUse() {
    target.put(dateTag(DUE, A), B);
    putDated(DUE, B);
    assertEquals(Map.of("other_digest", 1, "in_use", 1), run.sweep().kept());
    assertEquals(List.of(), target.asked);
  }

  @Test
  void whatTheConfigurationNamesStays() {
    putDated(DUE, A);
    putDated(DUE, B);
    run.configured.addAll(Set.of(A, dateTag(DUE, B)));
    assertEquals(Map.of("configured", 2), run.sweep().kept());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsRemovedWhileTheConfigurationHasAnError(boolean remove) {
    putDated(DUE, A);
    putDated("20260101", A);
    putDated(YOUNG, B);
    run.remove = remove;
    run.configProblem = "config.yaml:3: no image";
    RetentionSummary summary = run.sweep();
    assertEquals(List.of(), target.asked);
    assertEquals(Map.of("config_invalid", 2, "young", 1), summary.kept());
    assertEquals(1, summary.notes().size());
    assertTrue(summary.notes().getFirst().endsWith(run.configProblem), summary::toString);
    assertEquals(0, summary.wouldRemove());
  }

  @Test
  void aPageStopsWhenTheConfigurationChanges() {
    putDated("20260101", A);
    putDated("20260102", B);
    target.afterRemoval = tag -> run.configured.add(B);
    RetentionSummary summary = run.sweep();
    assertEquals(1, summary.removed());
    assertEquals(Map.of("configured", 1), summary.kept());
  }

  @Test
  void theNewestDateTagOfAnImageInUseMustStillBeThere() {
    putDated("20260101", A);
    putDated(DUE, A);
    target.put("floating", A);
    putDated("20251231", B);
    target.beforeRemoval = () -> target.delete(dateTag(DUE, A));
    RetentionSummary summary = run.sweep();
    assertEquals(List.of(dateTag("20251231", B)), target.removed);
    assertEquals(Map.of("newest_missing", 1, "in_use", 1), summary.kept());
    assertTrue(target.tags().containsKey(dateTag("20260101", A)));
  }

  @Test
  void aTargetThatRemovesImagesWithTheirTagsLosesOneAtMost() {
    target.removesImages = true;
    for (String day : List.of("20260101", "20260102", DUE)) {
      putDated(day, A);
      putDated(day, B);
    }
    target.put("one", A);
    target.put("two", B);
    DateTagRemover.ImageLostException failure =
        assertThrows(DateTagRemover.ImageLostException.class, run::sweep);
    assertTrue(failure.getMessage().contains(FakeTarget.REPOSITORY), failure.getMessage());
    assertEquals(1, target.removed.size());
  }

  /** A person may need the image of yesterday although the floating tag has moved on. */
  @Test
  void aYoungDateTagThatIsLostWithAnOldOneEndsTheSweep() {
    target.removesImages = true;
    putDated("20261017", A);
    putDated("20261125", A);
    target.put("floating", B);
    assertThrows(DateTagRemover.ImageLostException.class, run::sweep);
    assertEquals(List.of(dateTag("20261017", A)), target.removed);
  }

  @Test
  void aConfiguredDateTagThatIsLostWithAnotherOneEndsTheSweep() {
    target.removesImages = true;
    putDated("20260101", A);
    putDated("20260102", A);
    run.configured.add(dateTag("20260102", A));
    assertThrows(DateTagRemover.ImageLostException.class, run::sweep);
  }

  @Test
  void theYoungDateTagOfAnImageMustStillBeThereBeforeAnOldOneIsRemoved() {
    putDated("20260101", B);
    putDated("20260102", A);
    putDated(YOUNG, A);
    target.beforeRemoval = () -> target.delete(dateTag(YOUNG, A));
    RetentionSummary summary = run.sweep();
    assertEquals(List.of(dateTag("20260101", B)), target.removed);
    assertEquals(Map.of("newest_missing", 1, "young", 1), summary.kept());
  }

  /** No tag of such an image stays, so nothing is lost with it. */
  @Test
  void allDateTagsOfAnImageThatNobodyNeedsMayBeRemoved() {
    target.removesImages = true;
    putDated("20260101", A);
    putDated("20260102", A);
    RetentionSummary summary = run.sweep();
    assertEquals(1, summary.removed());
    assertEquals(Map.of("gone", 1), summary.kept());
  }

  @Test
  void theFenceIsProvedBeforeEachRemoval() {
    putDated("20260101", A);
    putDated("20260102", A);
    run.sweep();
    assertEquals(2, run.fence.asked.get());
  }

  @Test
  void nothingIsRemovedBehindAClosedFence() {
    putDated(DUE, A);
    run.fence.close(new IllegalStateException("another attempt has begun"));
    assertThrows(IllegalStateException.class, run::sweep);
    assertEquals(List.of(), target.asked);
  }

  @Test
  void aWorkerThatFrozeAfterTheProofRemovesNothing() {
    putDated(DUE, A);
    target.beforeRemoval = () -> run.nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThrows(RegistryException.class, run::sweep);
    assertEquals(List.of(), target.asked);
  }

  @Test
  void anotherAttemptContinuesWhereTheLastOneWas() {
    putDated("20260101", A);
    putDated("20260102", A);
    putDated("20260103", A);
    putDated(YOUNG, A);
    target.beforeRemoval =
        () -> {
          if (target.asked.size() == 1) {
            throw new IllegalStateException("the worker dies");
          }
        };
    assertThrows(IllegalStateException.class, () -> run.page(RetentionPage.first()));
    target.beforeRemoval = () -> {};
    run.anotherWorker();
    RetentionPage page = run.page(run.reached.getLast());
    assertEquals(
        new RetentionSummary(30, false, 4, new TreeMap<>(Map.of("young", 1)), 0, 3, null, null),
        page.soFar());
    assertEquals(3, target.asked.size(), "each once");
  }

  @Test
  void aTagThatIsGoneByNowIsCountedAsSuch() {
    putDated("20260101", A);
    putDated("20260102", A);
    target.beforeRemoval = () -> target.delete(dateTag("20260102", A));
    assertEquals(Map.of("gone", 1), run.sweep().kept());
  }

  @Test
  void aLostAnswerIsLookedUp() {
    putDated(DUE, A);
    target.losesAnswers = true;
    assertEquals(1, run.sweep().removed());
  }

  @Test
  void aPageHasABoundedNumberOfRemovals() {
    for (int i = 0; i < DateTagPages.REMOVALS + 1; i++) {
      String digest = "sha256:" + "%064x".formatted(i);
      putDated(DUE, digest);
    }
    RetentionPage first = run.page(RetentionPage.first());
    assertEquals(DateTagPages.REMOVALS, first.soFar().removed());
    assertEquals(false, first.last());
    RetentionPage second = run.page(first);
    assertEquals(DateTagPages.REMOVALS + 1, second.soFar().removed());
    assertEquals(true, second.last());
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryError.class,
      names = {"ACCESS_DENIED", "CREDENTIALS_REFUSED"})
  void aTargetThatRefusesIsNotAskedForEveryTag(RegistryError type) {
    for (int day = 10; day < 30; day++) {
      putDated("202601" + day, A);
    }
    target.refusal = FakeTarget.failure(type);
    RetentionSummary summary = run.sweep();
    assertEquals(DateTagPages.MOST_REFUSALS, target.asked.size());
    assertEquals(
        Map.of(type.name().toLowerCase(Locale.ROOT), 5, "not_tried", 15), summary.failed());
    assertEquals(20, summary.lookedAt());
    assertTrue(summary.notes().getFirst().contains("said no"), summary.notes()::toString);
  }

  @Test
  void aTargetThatDoesNotRemoveTagsIsNamed() {
    putDated(DUE, A);
    target.refusal =
        new RegistryException(
            RegistryError.REGISTRY_ERROR, "answered 405", FailureScope.METHOD, FakeTarget.HOST);
    RetentionSummary summary = run.sweep();
    assertEquals(Map.of("not_supported", 1), summary.failed());
    String note = summary.notes().getFirst();
    assertTrue(note.startsWith(FakeTarget.REPOSITORY + " does not remove tags"), note);
    assertTrue(note.contains("--target-tag-api"), note);
  }

  @Test
  void anApiThatDeniesToKnowATagIsARefusal() {
    putDated(DUE, A);
    target.knowsNoTag = true;
    RetentionSummary summary = run.sweep();
    assertEquals(Map.of("access_denied", 1), summary.failed());
    assertTrue(summary.notes().getFirst().contains("repo:write"), summary.notes()::toString);
  }

  @Test
  void aTargetThatDoesNotServeIsTriedAgainLater() {
    putDated("20260101", A);
    putDated("20260102", A);
    target.refusal = FakeTarget.failure(RegistryError.RATE_LIMITED);
    assertThrows(RegistryException.class, run::sweep);
    assertEquals(1, target.asked.size());
  }
}

package org.openshift.ci.mirror.activity.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** Lists of tags that fail, change or grow old while a sweep uses them. Today is 2026-11-26. */
class DateTagListTest extends WithDateTags {

  @Test
  void nothingIsRemovedWhenAPageFails() {
    putDated(DUE, A);
    target.pageSize = 1;
    target.put("x", B);
    target.beforePage =
        () ->
            target.pageFailure =
                target.pages == 2 ? FakeTarget.failure(RegistryError.TIMEOUT) : null;
    assertThrows(RegistryException.class, run::sweep);
    assertEquals(List.of(), target.asked);
    assertEquals(1, run.sweep().removed());
  }

  @Test
  void nothingIsRemovedWhenThePagesDoNotEnd() {
    putDated(DUE, A);
    target.endlessPages = true;
    assertThrows(TagLists.IncompleteException.class, run::sweep);
    assertEquals(List.of(), target.asked);
  }

  @Test
  void nothingIsRemovedWhileTagsAreDeletedInEachReading() {
    putDated(DUE, A);
    for (int i = 0; i < 30; i++) {
      target.put("x" + i, B);
    }
    target.beforePage =
        () ->
            target.tags().keySet().stream()
                .filter(tag -> tag.startsWith("x"))
                .findFirst()
                .ifPresent(target::delete);
    assertThrows(TagLists.IncompleteException.class, run::sweep);
    assertEquals(List.of(), target.asked);
  }

  /** The next page begins one tag too late, and the floating tag is on neither. */
  @Test
  void aTagThatADeletionHidFromAPageIsStillSeen() {
    putDated(DUE, A);
    target.put("hidden", A);
    target.put("third", B);
    target.put("second", B);
    target.put("first", B);
    target.beforePage =
        () -> {
          if (target.pages == 2) {
            target.delete("first");
          }
        };
    assertEquals(Map.of("in_use", 1), run.sweep().kept());
    assertEquals(List.of(), target.asked);
  }

  @Test
  void tagsThatMoveWhileTheyAreListedAreNoReasonToStop() {
    putDated(DUE, A);
    putDated(YOUNG, B);
    for (int i = 0; i < 20; i++) {
      target.put("x" + i, A);
    }
    target.beforePage = () -> target.put("x" + target.pages % 20, B);
    run.sweep();
    assertEquals(Set.of(dateTag(DUE, A), dateTag(YOUNG, B)), dateTags());
  }

  /** By a person, who gives the image no date tag of today. */
  @Test
  void aTagThatMovesDuringTheLastReadingIsAUse() {
    putDated(DUE, A);
    target.put("moved", B);
    target.put("one", B);
    target.put("two", B);
    target.put("three", B);
    int pagesOfAReading = 2;
    target.beforePage =
        () -> {
          if (target.pages == 2 * pagesOfAReading) {
            target.put("moved", A);
          }
        };
    assertEquals(Map.of("in_use", 1), run.sweep().kept());
  }

  private Set<String> dateTags() {
    Set<String> dateTags = target.tags().keySet();
    dateTags.removeIf(tag -> !tag.startsWith("2026"));
    return dateTags;
  }

  /** A tag may have been pointed to an image since the list was read. */
  @Test
  void aListThatIsHalfAnHourOldIsReadAnew() {
    for (int i = 0; i <= DateTagPages.REMOVALS; i++) {
      putDated(DUE, "sha256:" + "%064x".formatted(i));
    }
    RetentionPage first = run.page(RetentionPage.first());
    String left = target.tags().keySet().iterator().next();
    target.put("floating", target.tags().get(left));
    run.nanos.addAndGet(CachedTags.GOOD_FOR.plusSeconds(1).toNanos());
    assertEquals(Map.of("in_use", 1), run.page(first).soFar().kept());
  }

  /** Removals may be slow, because the target limits requests. */
  @Test
  void aPageStopsWhenItsListIsHalfAnHourOld() {
    putDated("20260101", A);
    putDated("20260102", B);
    target.afterRemoval = tag -> run.nanos.addAndGet(CachedTags.GOOD_FOR.plusSeconds(1).toNanos());
    RetentionPage first = run.page(RetentionPage.first());
    assertEquals(1, first.soFar().removed());
    assertEquals(false, first.last());
    target.put("floating", B);
    RetentionPage second = run.page(first);
    assertEquals(Map.of("in_use", 1), second.soFar().kept());
    assertEquals(true, second.last());
  }
}

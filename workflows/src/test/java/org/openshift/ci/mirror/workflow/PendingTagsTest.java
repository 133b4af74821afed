package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagReference;

class PendingTagsTest {

  private final PendingTags pending = new PendingTags();

  @Test
  void takesTheOldestFirstAndNoMoreThanAsked() {
    pending.changed(tags(0, 3));
    pending.changed(tags(3, 5));
    assertEquals(tags(0, 4), pending.takeFresh(4));
    assertEquals(tags(4, 5), pending.takeFresh(4));
    assertEquals(List.of(), pending.takeFresh(4));
  }

  @Test
  void keepsEachNameOnceAtItsFirstPlace() {
    pending.changed(List.of(tag(1), tag(2), tag(1)));
    pending.changed(List.of(tag(2), tag(1)));
    assertEquals(2, pending.size());
    assertEquals(List.of(tag(1), tag(2)), pending.takeFresh(9));
  }

  @Test
  void aListedTagThatChangesIsFresh() {
    pending.listed(tags(0, 3));
    pending.changed(List.of(tag(1)));
    assertEquals(List.of(tag(1)), pending.allFresh());
    assertEquals(List.of(tag(0), tag(2)), pending.allListed());
    assertEquals(3, pending.size());
  }

  @Test
  void aFreshTagThatIsListedStaysFresh() {
    pending.changed(List.of(tag(1)));
    pending.listed(tags(0, 3));
    assertEquals(List.of(tag(1)), pending.allFresh());
    assertEquals(List.of(tag(0), tag(2)), pending.takeListed(9));
  }

  @Test
  void aTagThatWasTakenMayComeAgain() {
    pending.changed(List.of(tag(1)));
    pending.takeFresh(1);
    pending.changed(List.of(tag(1)));
    assertEquals(List.of(tag(1)), pending.takeFresh(1));
  }

  @Test
  void saysWhatWaits() {
    assertFalse(pending.hasFresh() || pending.hasListed());
    pending.listed(List.of(tag(1)));
    assertTrue(pending.hasListed());
    assertFalse(pending.hasFresh());
    pending.changed(List.of(tag(1)));
    assertTrue(pending.hasFresh());
    assertFalse(pending.hasListed());
  }

  @Test
  void whatIsShownIsNotTaken() {
    pending.changed(tags(0, 2));
    List<TagReference> shown = pending.allFresh();
    pending.takeFresh(1);
    assertEquals(tags(0, 2), shown);
    assertEquals(1, pending.size());
  }
}

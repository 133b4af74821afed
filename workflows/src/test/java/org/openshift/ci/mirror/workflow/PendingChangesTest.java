package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

class PendingChangesTest {

  private final PendingChanges changes = new PendingChanges();

  @Test
  void theNewestOfATagStaysInAnyOrderOfArrival() {
    changes.add(List.of(change("x", 2), change("y", 5), change("x", 1)));
    changes.add(List.of(change("x", 3), change("y", 4)));
    assertEquals(List.of(change("x", 3), change("y", 5)), changes.all());
    assertEquals(2, changes.size());
  }

  @Test
  void ofTwoSeenAtOnceTheLaterArrivedStays() {
    changes.add(List.of(change("x", 1)));
    TagChange removed = TagChange.removed(tag("x"), T0.plusSeconds(1));
    changes.add(List.of(removed));
    assertEquals(List.of(removed), changes.take(1));
  }

  @Test
  void whatWaitedLongestIsTakenFirst() {
    changes.add(List.of(change("x", 1), change("y", 1), change("z", 1)));
    changes.add(List.of(change("x", 2)));
    assertEquals(List.of(change("x", 2), change("y", 1)), changes.take(2));
    assertEquals(List.of(change("z", 1)), changes.take(2));
    assertFalse(changes.canTake());
  }

  @Test
  void aTagUnderWayIsHeldBackAndOthersAreNot() {
    changes.add(List.of(change("x", 1)));
    List<TagChange> batch = changes.take(10);
    changes.add(List.of(change("x", 2)));
    assertFalse(changes.canTake());
    changes.add(List.of(change("y", 1)));
    assertEquals(List.of(change("y", 1)), changes.take(10));
    assertEquals(3, changes.size());

    changes.done(batch);
    assertTrue(changes.canTake());
    assertEquals(List.of(change("x", 2)), changes.take(10));
  }

  @Test
  void allHoldsWhatIsUnderWayUnlessANewerOneWaits() {
    changes.add(List.of(change("x", 1), change("y", 1), change("z", 5)));
    changes.take(3);
    changes.add(List.of(change("x", 2), change("z", 4)));
    List<TagChange> all = List.of(change("x", 2), change("y", 1), change("z", 5));
    assertEquals(all, changes.all());

    changes.recall();
    assertEquals(all, changes.take(10));
  }

  @Test
  void whatWasRecalledIsTakenApartFromTheOthers() {
    changes.add(List.of(change("x", 1), change("y", 1)));
    changes.take(2);
    changes.add(List.of(change("z", 1)));
    changes.recall();
    assertEquals(List.of(tag("x"), tag("y")), changes.apart());

    PendingChanges next = new PendingChanges();
    next.add(changes.all());
    next.keepApart(changes.apart());
    assertEquals(List.of(change("x", 1), change("y", 1)), next.take(10));
    assertEquals(List.of(change("z", 1)), next.take(10));
    assertEquals(List.of(), next.apart());
  }

  @Test
  void aRefusedChangeGivesWayToANewerOneOnly() {
    changes.add(List.of(change("x", 2)));
    changes.take(1);
    assertEquals(change("x", 2), changes.renew(change("x", 2)));
    changes.add(List.of(change("x", 1)));
    assertEquals(change("x", 2), changes.renew(change("x", 2)));
    changes.add(List.of(change("x", 3)));
    assertEquals(change("x", 3), changes.renew(change("x", 2)));
    changes.done(List.of(change("x", 3)));
    assertEquals(0, changes.size());
  }

  private static TagReference tag(String name) {
    return new TagReference("ns", name, "latest");
  }

  private static TagChange change(String name, long second) {
    return TagChange.image(tag(name), DIGEST_A, T0.plusSeconds(second));
  }
}

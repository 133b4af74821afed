package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.Samples;

class TaskOrdersTest {

  private final TaskOrders orders = new TaskOrders(task(CLI, DIGEST_A, 10));

  @Test
  void aNewerSourceReplacesTheOldAndIsLookedAt() {
    MirrorTask newer = task(CLI, DIGEST_B, 11);
    orders.newerSource(newer);
    assertTrue(orders.pending());
    assertEquals(newer, orders.take());
    assertFalse(orders.pending());
  }

  @Test
  void anOlderSourceIsPassedOver() {
    orders.newerSource(task(CLI, DIGEST_B, 9));
    assertFalse(orders.pending());
    assertEquals(DIGEST_A, orders.newest().sourceDigest());
  }

  @Test
  void theSameSourceSeenLaterIsNoReasonToLook() {
    MirrorTask later = task(CLI, DIGEST_A, 20);
    orders.newerSource(later);
    assertFalse(orders.pending());
    assertEquals(later, orders.newest());
  }

  @Test
  void aSourceWhoseDigestIsNotKnownIsAlwaysLookedAt() {
    MirrorTask known = orders.newest();
    MirrorTask unknown =
        new MirrorTask(
            known.owner(), CLI, "docker.io/library/x:1", null, known.destination(), T0, null);
    TaskOrders supplemental = new TaskOrders(unknown);
    supplemental.newerSource(unknown);
    assertTrue(supplemental.pending());
  }

  @Test
  void aMendedProblemIsLookedAt() {
    TaskOrders broken = new TaskOrders(Samples.withProblem(CLI, DIGEST_A, 10));
    broken.newerSource(task(CLI, DIGEST_A, 11));
    assertTrue(broken.pending());
  }

  @Test
  void withdrawalEndsItUnlessANewerSourceWasSeen() {
    orders.withdraw(TagChange.removed(CLI, T0.plusSeconds(9)));
    assertFalse(orders.withdrawn());
    orders.withdraw(TagChange.removed(CLI, T0.plusSeconds(10)));
    assertTrue(orders.withdrawn());
    assertTrue(orders.pending());
  }

  @Test
  void aTagThatIsLeftToAnEntryOfTheConfigurationDoesNotWithdrawThatEntrysTask() {
    MirrorTask entry =
        new MirrorTask(
            MirrorOwner.SUPPLEMENTAL,
            CLI,
            "quay.io/example/cli:v1",
            DIGEST_B,
            orders.newest().destination(),
            T0.plusSeconds(11),
            null);
    orders.newerSource(entry);
    orders.withdraw(TagChange.removed(CLI, T0.plusSeconds(12)));
    assertFalse(orders.withdrawn());
    assertEquals(entry, orders.take());
  }

  @Test
  void anEntryThatWentEndsItsOwnTaskAndNoOther() {
    orders.unlisted(MirrorOwner.SUPPLEMENTAL, T0.plusSeconds(20));
    assertFalse(orders.withdrawn(), "the watch asks for it");
    MirrorTask entry = task(MirrorOwner.SUPPLEMENTAL, CLI, DIGEST_B, 21);
    orders.newerSource(entry);
    orders.unlisted(MirrorOwner.ART, T0.plusSeconds(30));
    orders.unlisted(MirrorOwner.SUPPLEMENTAL, T0.plusSeconds(20));
    assertFalse(orders.withdrawn());
    orders.unlisted(MirrorOwner.SUPPLEMENTAL, T0.plusSeconds(22));
    assertTrue(orders.withdrawn());
    orders.newerSource(task(MirrorOwner.SUPPLEMENTAL, CLI, DIGEST_B, 23));
    assertFalse(orders.withdrawn());
  }

  @Test
  void aSourceSeenAfterTheWithdrawalBringsItBack() {
    orders.withdraw(TagChange.removed(CLI, T0.plusSeconds(15)));
    orders.newerSource(task(CLI, DIGEST_B, 14));
    assertTrue(orders.withdrawn());
    orders.newerSource(task(CLI, DIGEST_B, 16));
    assertFalse(orders.withdrawn());
    assertEquals(DIGEST_B, orders.newest().sourceDigest());
  }

  @Test
  void theWithdrawalOfAnotherTagWithTheSameDestinationIsNotMeant() {
    orders.withdraw(TagChange.removed(TagReference.parse("ocp/4.20_cli:x"), T0.plusSeconds(20)));
    assertFalse(orders.withdrawn());
  }

  @Test
  void aTaskByHandReadsItsSourceAgainWhateverTheClocksSay() {
    TaskOrders byHand = new TaskOrders(MirrorTask.byHand(CLI, T0.plusSeconds(1_000)));
    byHand.newerSource(task(CLI, DIGEST_B, 5));
    assertTrue(byHand.pending());
    assertTrue(byHand.newest().askedByHand());
    MirrorTask newer = task(CLI, DIGEST_B, 1_001);
    byHand.newerSource(newer);
    assertEquals(newer, byHand.newest());
  }

  @Test
  void aTaskByHandDoesNotReplaceAKnownSource() {
    orders.newerSource(MirrorTask.byHand(CLI, T0.plusSeconds(50)));
    assertTrue(orders.pending());
    assertEquals(DIGEST_A, orders.newest().sourceDigest());
  }
}

package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities.Kind;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** The watcher tries tags again that it could not hand on. */
@Order(1)
class WatcherLeftTest {

  private MirrorEnvironment environment;
  private FakeWatcherActivities activities;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
    activities = environment.fakes(MirrorMode.REAL).watcher();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void leftTagsAreTriedAgainAfterFiveSeconds() {
    AtomicInteger looks = new AtomicInteger();
    activities.leave(tag -> tag.equals(tag(1)) && looks.incrementAndGet() == 1);
    environment.watcher().tell(tags(0, 3), true);
    Await.until("the others are compared", () -> activities.compared().size() == 2);
    environment.pass(Duration.ofSeconds(4));
    assertEquals(1, activities.batches(Kind.COMPARE_FRESH).size());
    environment.pass(Duration.ofSeconds(3));
    environment.awaitIdleWatcher();

    assertEquals(List.of(tags(0, 3), tags(1, 2)), activities.batches(Kind.COMPARE_FRESH));
    assertEquals(3, activities.compared().size());
  }

  @Test
  void aTagWhoseOpenTaskCouldNotBeTriggeredIsTriedAgainAlthoughItWasCompared() {
    AtomicInteger looks = new AtomicInteger();
    activities.cannotTell(tag -> tag.equals(tag(1)) && looks.incrementAndGet() == 1);
    environment.watcher().tell(tags(0, 3), true);
    environment.pass(Duration.ofSeconds(31));
    environment.awaitIdleWatcher();

    assertEquals(List.of(tags(0, 3), tags(1, 2)), activities.batches(Kind.TELL));
  }

  @Test
  void aListedTagThatIsLeftIsTriedAgainAsAListedOne() {
    AtomicInteger looks = new AtomicInteger();
    activities.leave(tag -> looks.incrementAndGet() == 1);
    environment.watcher().tell(tags(0, 1), false);
    environment.pass(Duration.ofSeconds(31));
    environment.awaitIdleWatcher();

    assertEquals(List.of(tags(0, 1), tags(0, 1)), activities.batches(Kind.COMPARE_LISTED));
    assertEquals(List.of(), activities.batches(Kind.TELL));
  }

  private static final int SENT = WatcherWorkflow.ENOUGH_PENDING + 500;

  @Test
  void leftTagsCountAsPendingSoThatSendersWait() {
    activities.leave(tag -> true);
    for (int from = 0; from <= WatcherWorkflow.ENOUGH_PENDING; from += 500) {
      environment.watcher().tell(tags(from, from + 500), false);
    }
    Await.until("all were left", () -> activities.tags(Kind.COMPARE_LISTED).size() == SENT);

    assertTrue(environment.watcher().isBusy());
    assertEquals(SENT, environment.pendingTags());
    activities.leave(tag -> false);
    environment.pass(Duration.ofSeconds(31));
    environment.awaitIdleWatcher();
    assertFalse(environment.watcher().isBusy());
  }

  @Test
  void failedBatchesAreRepeatedAndNoTagIsLost() {
    AtomicInteger calls = new AtomicInteger();
    activities.onTell(batch -> failEvery(3, calls));
    activities.onCompare(batch -> failEvery(2, calls));
    environment.watcher().tell(tags(0, 400), true);
    environment.watcher().tell(tags(400, 800), false);
    environment.pass(Duration.ofMinutes(10));
    environment.awaitIdleWatcher();

    assertEquals(new HashSet<>(tags(0, 800)), activities.compared());
  }

  @Test
  void aBatchWithANonRetryableFailureIsTriedAgain() {
    AtomicInteger refusals = new AtomicInteger();
    activities.onCompare(
        batch -> {
          if (batch.contains(tag(37)) && refusals.incrementAndGet() <= 3) {
            throw ApplicationFailure.newNonRetryableFailure("a defect", "Defect");
          }
        });
    environment.watcher().tell(tags(0, 50), true);
    environment.watcher().tell(tags(50, 60), false);
    environment.pass(Duration.ofMinutes(2));
    environment.awaitIdleWatcher();

    assertEquals(new HashSet<>(tags(0, 60)), activities.compared());
    assertEquals(4, refusals.get());
  }

  @Test
  void aBatchThatAlwaysFailsDoesNotHoldUpOthers() {
    activities.onCompare(
        batch -> {
          if (batch.stream().anyMatch(tags(0, 400)::contains)) {
            throw new IllegalStateException("a defect that Temporal takes for a bad moment");
          }
        });
    environment.watcher().tell(tags(0, 400), true);
    awaitCalls(Kind.COMPARE_FRESH, 4);
    environment.watcher().tell(tags(400, 410), true);
    environment.pass(Duration.ofMinutes(1));

    assertEquals(new HashSet<>(tags(400, 410)), activities.compared());
    activities.onCompare(batch -> {});
    environment.pass(Duration.ofMinutes(1));
    environment.awaitIdleWatcher();
    assertEquals(410, activities.compared().size());
  }

  private static void failEvery(int times, AtomicInteger calls) {
    if (calls.incrementAndGet() % times == 0) {
      throw new IllegalStateException("a bad moment");
    }
  }

  private void awaitCalls(Kind activity, int calls) {
    Await.until(
        calls + " calls of " + activity, () -> activities.batches(activity).size() >= calls);
  }
}

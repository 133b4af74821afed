package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_C;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;

import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.Eventually;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** What the watcher does with changed tags. */
class WatcherWorkflowTest {

  @Test
  void startsATaskForEachTagThatDiffersAndWithdrawsThoseThatAreGone() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TagChange removed = TagChange.removed(tag(2), T0);
      environment.watcher().tell(List.of(change(1, DIGEST_A, 0), removed));

      FakeWatcherActivities activities = environment.watcherActivities();
      awaitIdle(environment);
      assertEquals(List.of(DIGEST_A), List.copyOf(activities.started().values()));
      assertEquals(List.of(removed), activities.withdrawn());
    }
  }

  @Test
  void startsNothingWhereTheDigestsAreEqual() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.watcherActivities().everythingIsEqual();
      environment.watcher().tell(changes(0, 150));

      awaitIdle(environment);
      assertEquals(List.of(), environment.watcherActivities().starts());
      assertEquals(150, compared(environment));
    }
  }

  @Test
  void comparesTheNewestOfEachTagInWhateverOrderTheyArrive() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      holdFirstBatch(environment, held);
      environment
          .watcher()
          .tell(List.of(change(1, DIGEST_B, 2), change(1, DIGEST_A, 1), change(0, DIGEST_A, 1)));
      environment.watcher().tell(List.of(change(1, DIGEST_C, 3), change(0, DIGEST_B, 9)));
      environment.watcher().tell(List.of(change(1, DIGEST_A, 0), change(0, DIGEST_C, 8)));
      held.open();

      awaitIdle(environment);
      assertEquals(DIGEST_C, environment.watcherActivities().started().get(tag(1)));
      assertEquals(DIGEST_B, environment.watcherActivities().started().get(tag(0)));
    }
  }

  @Test
  void batchesHaveAtMostAHundredTagsAndSeveralAreUnderWay() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.watcherActivities().onCompare(batch -> held.pass());
      environment.watcher().tell(changes(0, 500));
      environment.watcher().tell(changes(500, 750));
      Eventually.until(
          "four batches are under way",
          () -> environment.watcherActivities().batches().size() == 4);
      held.open();

      awaitIdle(environment);
      List<Integer> sizes =
          environment.watcherActivities().batches().stream().map(List::size).sorted().toList();
      assertEquals(List.of(50, 100, 100, 100, 100, 100, 100, 100), sizes);
      assertEquals(750, environment.watcherActivities().started().size());
      assertEquals(4, environment.watcherActivities().mostAtOnce());
    }
  }

  @Test
  void aBatchThatStallsDoesNotHoldUpTheOthers() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      holdFirstBatch(environment, held);
      for (int i = 1; i <= 30; i++) {
        environment.watcher().tell(List.of(change(i, DIGEST_A, 0)));
      }
      Eventually.until(
          "the others are started", () -> environment.watcherActivities().started().size() == 30);
      held.open();
      awaitIdle(environment);
      assertEquals(31, environment.watcherActivities().started().size());
    }
  }

  @Test
  void aNewerChangeOfATagWaitsForTheBatchWithTheOlderOne() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .watcherActivities()
          .onStart(
              tasks -> {
                if (tasks.getFirst().sourceDigest().equals(DIGEST_A)) {
                  held.pass();
                }
              });
      environment.watcher().tell(List.of(change(0, DIGEST_A, 1)));
      held.awaitReached();
      environment.watcher().tell(List.of(change(0, DIGEST_B, 2)));
      environment.watcher().tell(List.of(change(1, DIGEST_C, 2)));
      Eventually.until(
          "another tag is started",
          () -> environment.watcherActivities().started().containsKey(tag(1)));
      held.open();

      awaitIdle(environment);
      List<String> digests =
          environment.watcherActivities().starts().stream()
              .filter(task -> task.tag().equals(tag(0)))
              .map(MirrorTask::sourceDigest)
              .toList();
      assertEquals(List.of(DIGEST_A, DIGEST_B), digests);
    }
  }

  @Test
  void aFailureIsRepeatedAndNothingIsLost() {
    AtomicInteger calls = new AtomicInteger();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .watcherActivities()
          .onCompare(
              batch -> {
                if (calls.incrementAndGet() % 2 == 1) {
                  throw new IllegalStateException("a bad moment");
                }
              });
      environment
          .watcherActivities()
          .onStart(
              tasks -> {
                if (calls.incrementAndGet() % 3 == 0) {
                  throw new IllegalStateException("another bad moment");
                }
              });
      environment.watcher().tell(changes(0, 400));

      environment.pass(Duration.ofMinutes(10));
      awaitIdle(environment);
      assertEquals(400, environment.watcherActivities().started().size());
    }
  }

  @Test
  void aTagThatMakesItsBatchFailIsSetApartAndTriedAgain() {
    TagReference poison = tag(37);
    AtomicInteger refusals = new AtomicInteger();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .watcherActivities()
          .onCompare(
              batch -> {
                boolean bad = batch.stream().anyMatch(change -> change.tag().equals(poison));
                if (bad && refusals.incrementAndGet() <= 20) {
                  throw ApplicationFailure.newNonRetryableFailure("a defect", "Defect");
                }
              });
      environment.watcher().tell(changes(0, 100));
      Eventually.until(
          "its mates are started", () -> environment.watcherActivities().started().size() == 99);
      Eventually.until("it alone is left", () -> pending(environment) == 1);

      environment.pass(Duration.ofMinutes(10));
      awaitIdle(environment);
      assertEquals(100, environment.watcherActivities().started().size());
      List<List<TagChange>> batches = environment.watcherActivities().batches();
      assertEquals(List.of(poison), batches.getLast().stream().map(TagChange::tag).toList());
    }
  }

  @Test
  void aNewerChangeOfATagThatIsSetApartTakesItsPlace() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .watcherActivities()
          .onCompare(
              batch -> {
                if (batch.getFirst().digest().equals(DIGEST_A)) {
                  throw ApplicationFailure.newNonRetryableFailure("a defect", "Defect");
                }
              });
      environment.watcher().tell(List.of(change(0, DIGEST_A, 0)));
      Eventually.until(
          "it was refused", () -> environment.watcherActivities().batches().size() == 1);
      environment.watcher().tell(List.of(change(0, DIGEST_B, 1)));
      environment.pass(Duration.ofSeconds(31));

      awaitIdle(environment);
      assertEquals(DIGEST_B, environment.watcherActivities().started().get(tag(0)));
    }
  }

  @Test
  void signalsWithoutOrWithBrokenArgumentsDoNoHarm() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.watcher().tell(List.of(change(0, DIGEST_A, 0)));
      String id = MirrorMode.REAL.watcherId();
      WorkflowStub stub = environment.client().newUntypedWorkflowStub(id);
      stub.signal(WatcherWorkflow.TAGS_CHANGED);
      stub.signal(WatcherWorkflow.TAGS_CHANGED, "a text where a list belongs");
      stub.signal(WatcherWorkflow.TAGS_CHANGED, List.of(Map.of("tag", "no tag")));
      environment.watcher().tell(List.of(change(1, DIGEST_A, 0)));

      awaitIdle(environment);
      assertEquals(2, environment.watcherActivities().started().size());
    }
  }

  @Test
  void pendingCountsWhatWaitsAndWhatIsUnderWay() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      assertFalse(environment.watcher().isBusy());
      environment.watcherActivities().onCompare(batch -> held.pass());
      environment.watcher().tell(changes(0, 500));
      held.awaitReached();
      assertEquals(500, pending(environment));
      assertFalse(environment.watcher().isBusy());
      for (int from = 500; from <= WatcherWorkflow.ENOUGH_PENDING; from += 500) {
        environment.watcher().tell(changes(from, from + 500));
      }
      assertTrue(environment.watcher().isBusy());
      held.open();
      awaitIdle(environment);
      assertFalse(environment.watcher().isBusy());
    }
  }

  /** Puts a first batch, of tag 0 alone, before the gate. */
  private static void holdFirstBatch(MirrorEnvironment environment, Gate gate) {
    AtomicInteger calls = new AtomicInteger();
    environment
        .watcherActivities()
        .onCompare(
            batch -> {
              if (calls.incrementAndGet() == 1) {
                gate.pass();
              }
            });
    environment.watcher().tell(List.of(change(0, DIGEST_A, 0)));
    gate.awaitReached();
  }

  private static void awaitIdle(MirrorEnvironment environment) {
    Eventually.until("nothing is pending", () -> pending(environment) == 0);
  }

  private static int pending(MirrorEnvironment environment) {
    String id = MirrorMode.REAL.watcherId();
    return environment.client().newWorkflowStub(WatcherWorkflow.class, id).pending();
  }

  private static int compared(MirrorEnvironment environment) {
    return environment.watcherActivities().batches().stream().mapToInt(List::size).sum();
  }

  private static List<TagChange> changes(int from, int to) {
    return new ArrayList<>(
        IntStream.range(from, to).mapToObj(number -> change(number, DIGEST_A, 0)).toList());
  }

  private static TagChange change(int number, String digest, long second) {
    return TagChange.image(tag(number), digest, T0.plusSeconds(second));
  }

  private static TagReference tag(int number) {
    return new TagReference("ns", "stream-" + number, "latest");
  }
}

package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;

import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.Eventually;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities.Activity;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities.Call;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** What the watcher does with the names it is told. */
class WatcherWorkflowTest {

  private final Gate held = new Gate();
  private MirrorEnvironment environment;
  private FakeWatcherActivities activities;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
    activities = environment.fakes(MirrorMode.REAL).watcher();
  }

  @AfterEach
  void stop() {
    held.open();
    environment.close();
  }

  @Test
  void openTasksOfChangedTagsAreToldBeforeAnythingIsCompared() {
    environment.watcher().tell(tags(0, 3), true);
    awaitIdle();

    assertEquals(
        List.of(new Call(Activity.TELL, tags(0, 3)), new Call(Activity.COMPARE_FRESH, tags(0, 3))),
        activities.calls());
  }

  @Test
  void listedTagsAreComparedOnly() {
    environment.watcher().tell(tags(0, 3), false);
    awaitIdle();

    assertEquals(List.of(new Call(Activity.COMPARE_LISTED, tags(0, 3))), activities.calls());
  }

  @Test
  void changedTagsComeBeforeListedOnes() {
    holdEverything(500, false);
    environment.watcher().tell(tags(1_000, 1_001), true);
    awaitCalls(Activity.TELL, 1);
    environment.watcher().tell(tags(1_001, 1_003), true);
    awaitCalls(Activity.TELL, 2);

    assertEquals(tags(1_000, 1_003), activities.tags(Activity.TELL));
    assertEquals(200, activities.tags(Activity.COMPARE_LISTED).size());
    held.open();
    awaitIdle();
    assertEquals(503, activities.compared().size());
  }

  @Test
  void eachNameIsTakenOnceHoweverOftenItCame() {
    holdEverything(400, true);
    for (int i = 0; i < 20; i++) {
      environment.watcher().tell(tags(600, 650), true);
      environment.watcher().tell(tags(600, 660), false);
    }
    held.open();
    awaitIdle();

    assertEquals(450, activities.tags(Activity.COMPARE_FRESH).size());
    assertEquals(tags(650, 660), activities.tags(Activity.COMPARE_LISTED));
  }

  @Test
  void batchesHaveAtMostAHundredTagsAndFourAreUnderWay() {
    activities.onCompare(batch -> held.pass());
    environment.watcher().tell(tags(0, 500), true);
    environment.watcher().tell(tags(500, 750), true);
    Eventually.until(
        "four are compared", () -> activities.batches(Activity.COMPARE_FRESH).size() == 4);
    held.open();
    awaitIdle();

    List<Integer> sizes =
        activities.batches(Activity.COMPARE_FRESH).stream().map(List::size).sorted().toList();
    assertEquals(List.of(50, 100, 100, 100, 100, 100, 100, 100), sizes);
    assertEquals(new HashSet<>(tags(0, 750)), activities.compared());
    assertEquals(4, activities.mostAtOnce());
  }

  @Test
  void listedTagsLeaveRoomForWhatChanges() {
    holdEverything(500, false);
    environment.watcher().tell(tags(1_000, 1_500), true);
    Eventually.until(
        "two batches of each kind are compared",
        () -> activities.batches(Activity.COMPARE_FRESH).size() == 2);
    held.open();
    awaitIdle();

    assertEquals(2, activities.mostListedAtOnce());
    assertEquals(4, activities.mostAtOnce());
    assertEquals(1_000, activities.compared().size());
  }

  @Test
  void aBatchThatStallsDoesNotHoldUpTheOthers() {
    holdTheBatchOf(tag(0));
    environment.watcher().tell(List.of(tag(0)), true);
    held.awaitReached();
    for (int i = 1; i <= 30; i++) {
      environment.watcher().tell(List.of(tag(i)), true);
    }
    Eventually.until("the others are compared", () -> activities.compared().size() == 30);
    held.open();
    awaitIdle();
    assertEquals(31, activities.compared().size());
  }

  @Test
  void whatIsLeftComesAgainAfterHalfAMinute() {
    AtomicInteger looks = new AtomicInteger();
    activities.leave(tag -> tag.equals(tag(1)) && looks.incrementAndGet() == 1);
    environment.watcher().tell(tags(0, 3), true);
    Eventually.until("the others are compared", () -> activities.compared().size() == 2);
    environment.pass(Duration.ofSeconds(28));
    assertEquals(1, activities.batches(Activity.COMPARE_FRESH).size());
    environment.pass(Duration.ofSeconds(3));
    awaitIdle();

    assertEquals(List.of(tags(0, 3), tags(1, 2)), activities.batches(Activity.COMPARE_FRESH));
    assertEquals(3, activities.compared().size());
  }

  @Test
  void whoseOpenTaskCouldNotBeToldComesAgainAlthoughItWasCompared() {
    AtomicInteger looks = new AtomicInteger();
    activities.cannotTell(tag -> tag.equals(tag(1)) && looks.incrementAndGet() == 1);
    environment.watcher().tell(tags(0, 3), true);
    environment.pass(Duration.ofSeconds(31));
    awaitIdle();

    assertEquals(List.of(tags(0, 3), tags(1, 2)), activities.batches(Activity.TELL));
  }

  @Test
  void aListedTagThatIsLeftComesAgainAsAListedOne() {
    AtomicInteger looks = new AtomicInteger();
    activities.leave(tag -> looks.incrementAndGet() == 1);
    environment.watcher().tell(tags(0, 1), false);
    environment.pass(Duration.ofSeconds(31));
    awaitIdle();

    assertEquals(List.of(tags(0, 1), tags(0, 1)), activities.batches(Activity.COMPARE_LISTED));
    assertEquals(List.of(), activities.batches(Activity.TELL));
  }

  @Test
  void whatIsLeftCountsAsPendingSoThatItsSenderWaits() {
    activities.leave(tag -> true);
    for (int from = 0; from <= WatcherWorkflow.ENOUGH_PENDING; from += 500) {
      environment.watcher().tell(tags(from, from + 500), false);
    }
    Eventually.until(
        "all were left", () -> activities.tags(Activity.COMPARE_LISTED).size() == 2_500);

    assertTrue(environment.watcher().isBusy());
    assertEquals(2_500, pending());
    activities.leave(tag -> false);
    environment.pass(Duration.ofSeconds(31));
    awaitIdle();
    assertFalse(environment.watcher().isBusy());
  }

  @Test
  void aFailureIsRepeatedAndNothingIsLost() {
    AtomicInteger calls = new AtomicInteger();
    activities.onTell(batch -> failEvery(3, calls));
    activities.onCompare(batch -> failEvery(2, calls));
    environment.watcher().tell(tags(0, 400), true);
    environment.watcher().tell(tags(400, 800), false);
    environment.pass(Duration.ofMinutes(10));
    awaitIdle();

    assertEquals(new HashSet<>(tags(0, 800)), activities.compared());
  }

  @Test
  void aBatchThatIsRefusedForGoodComesAgain() {
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
    awaitIdle();

    assertEquals(new HashSet<>(tags(0, 60)), activities.compared());
    assertEquals(4, refusals.get());
  }

  @Test
  void aBatchThatFailsAgainAndAgainLeavesItsPlaceToOthers() {
    activities.onCompare(
        batch -> {
          if (batch.stream().anyMatch(tags(0, 400)::contains)) {
            throw new IllegalStateException("a defect that Temporal takes for a bad moment");
          }
        });
    environment.watcher().tell(tags(0, 400), true);
    awaitCalls(Activity.COMPARE_FRESH, 4);
    environment.watcher().tell(tags(400, 410), true);
    environment.pass(Duration.ofMinutes(1));

    assertEquals(new HashSet<>(tags(400, 410)), activities.compared());
    activities.onCompare(batch -> {});
    environment.pass(Duration.ofMinutes(1));
    awaitIdle();
    assertEquals(410, activities.compared().size());
  }

  @Test
  void signalsWithoutOrWithBrokenArgumentsDoNoHarm() {
    environment.watcher().tell(tags(0, 1), true);
    WorkflowStub stub = environment.client().newUntypedWorkflowStub(MirrorMode.REAL.watcherId());
    for (String signal : List.of(WatcherWorkflow.TAGS_CHANGED, WatcherWorkflow.TAGS_LISTED)) {
      stub.signal(signal);
      stub.signal(signal, (Object) null);
      stub.signal(signal, Arrays.asList(null, "ns/stream-1:latest"));
      stub.signal(signal, "a text where a list belongs");
      stub.signal(signal, List.of(Map.of("tag", "no tag")));
      stub.signal(signal, List.of("no tag"));
    }
    environment.watcher().tell(tags(2, 3), true);
    awaitIdle();

    assertEquals(new HashSet<>(tags(0, 3)), activities.compared());
  }

  @Test
  void pendingCountsWhatWaitsAndWhatIsUnderWay() {
    assertFalse(environment.watcher().isBusy(), "it does not run");
    activities.onCompare(batch -> held.pass());
    environment.watcher().tell(tags(0, 500), true);
    held.awaitReached();
    assertEquals(500, pending());
    assertFalse(environment.watcher().isBusy());
    for (int from = 500; from <= WatcherWorkflow.ENOUGH_PENDING; from += 500) {
      environment.watcher().tell(tags(from, from + 500), false);
    }
    assertTrue(environment.watcher().isBusy());
    held.open();
    awaitIdle();
    assertFalse(environment.watcher().isBusy());
  }

  /** Tells so many, and keeps as many of them as the watcher takes at the gate. */
  private void holdEverything(int tags, boolean fresh) {
    activities.onCompare(batch -> held.pass());
    environment.watcher().tell(tags(0, tags), fresh);
    int batches = fresh ? 4 : 2;
    awaitCalls(fresh ? Activity.COMPARE_FRESH : Activity.COMPARE_LISTED, batches);
  }

  private void holdTheBatchOf(TagReference tag) {
    activities.onCompare(
        batch -> {
          if (batch.contains(tag)) {
            held.pass();
          }
        });
  }

  private static void failEvery(int times, AtomicInteger calls) {
    if (calls.incrementAndGet() % times == 0) {
      throw new IllegalStateException("a bad moment");
    }
  }

  private void awaitCalls(Activity activity, int calls) {
    Eventually.until(
        calls + " calls of " + activity, () -> activities.batches(activity).size() >= calls);
  }

  private void awaitIdle() {
    Eventually.until("nothing is pending", () -> pending() == 0);
  }

  private int pending() {
    String id = MirrorMode.REAL.watcherId();
    return environment.client().newWorkflowStub(WatcherWorkflow.class, id).pending();
  }

  private static List<TagReference> tags(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> tag(number)).toList();
  }
}

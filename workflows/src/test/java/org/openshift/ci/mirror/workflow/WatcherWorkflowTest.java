package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import io.temporal.client.WorkflowStub;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities.Call;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities.Kind;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** The watcher collects signalled tags, takes them in batches and hands them on. */
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
  void openTasksOfChangedTagsAreTriggeredBeforeAnythingIsCompared() {
    environment.watcher().tell(tags(0, 3), true);
    environment.awaitIdleWatcher();

    assertEquals(
        List.of(new Call(Kind.TELL, tags(0, 3)), new Call(Kind.COMPARE_FRESH, tags(0, 3))),
        activities.calls());
  }

  @Test
  void listedTagsAreOnlyCompared() {
    environment.watcher().tell(tags(0, 3), false);
    environment.awaitIdleWatcher();

    assertEquals(List.of(new Call(Kind.COMPARE_LISTED, tags(0, 3))), activities.calls());
  }

  @Test
  void changedTagsComeBeforeListedOnes() {
    holdEverything(500, false);
    environment.watcher().tell(tags(1_000, 1_001), true);
    awaitCalls(Kind.TELL, 1);
    environment.watcher().tell(tags(1_001, 1_003), true);
    awaitCalls(Kind.TELL, 2);

    assertEquals(tags(1_000, 1_003), activities.tags(Kind.TELL));
    assertEquals(200, activities.tags(Kind.COMPARE_LISTED).size());
    held.open();
    environment.awaitIdleWatcher();
    assertEquals(503, activities.compared().size());
  }

  @Test
  void eachTagIsComparedOnceHoweverOftenItIsSignalled() {
    holdEverything(400, true);
    for (int i = 0; i < 20; i++) {
      environment.watcher().tell(tags(600, 650), true);
      environment.watcher().tell(tags(600, 660), false);
    }
    held.open();
    environment.awaitIdleWatcher();

    assertEquals(450, activities.tags(Kind.COMPARE_FRESH).size());
    assertEquals(tags(650, 660), activities.tags(Kind.COMPARE_LISTED));
  }

  @Test
  void batchesHaveAtMostAHundredTagsAndFourAreUnderWay() {
    activities.onCompare(batch -> held.pass());
    environment.watcher().tell(tags(0, 500), true);
    environment.watcher().tell(tags(500, 750), true);
    Await.until("four are compared", () -> activities.batches(Kind.COMPARE_FRESH).size() == 4);
    held.open();
    environment.awaitIdleWatcher();

    List<Integer> sizes =
        activities.batches(Kind.COMPARE_FRESH).stream().map(List::size).sorted().toList();
    assertEquals(List.of(50, 100, 100, 100, 100, 100, 100, 100), sizes);
    assertEquals(new HashSet<>(tags(0, 750)), activities.compared());
    assertEquals(4, activities.mostAtOnce());
  }

  @Test
  void listedTagsLeaveRoomForChangedOnes() {
    holdEverything(500, false);
    environment.watcher().tell(tags(1_000, 1_500), true);
    Await.until(
        "two batches of each kind are compared",
        () -> activities.batches(Kind.COMPARE_FRESH).size() == 2);
    held.open();
    environment.awaitIdleWatcher();

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
    Await.until("the others are compared", () -> activities.compared().size() == 30);
    held.open();
    environment.awaitIdleWatcher();
    assertEquals(31, activities.compared().size());
  }

  @Test
  void signalsWithMissingOrBrokenArgumentsAreIgnored() {
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
    environment.awaitIdleWatcher();

    assertEquals(new HashSet<>(tags(0, 3)), activities.compared());
  }

  @Test
  void pendingCountsTagsThatWaitAndTagsUnderWay() {
    assertFalse(environment.watcher().isBusy(), "it does not run");
    activities.onCompare(batch -> held.pass());
    environment.watcher().tell(tags(0, 500), true);
    held.awaitReached();
    assertEquals(500, environment.pendingTags());
    assertFalse(environment.watcher().isBusy());
    for (int from = 500; from <= WatcherWorkflow.ENOUGH_PENDING; from += 500) {
      environment.watcher().tell(tags(from, from + 500), false);
    }
    assertTrue(environment.watcher().isBusy());
    held.open();
    environment.awaitIdleWatcher();
    assertFalse(environment.watcher().isBusy());
  }

  /** Signals so many tags, and holds all batches that the watcher takes at the gate. */
  private void holdEverything(int tags, boolean fresh) {
    activities.onCompare(batch -> held.pass());
    environment.watcher().tell(tags(0, tags), fresh);
    int batches = fresh ? 4 : 2;
    awaitCalls(fresh ? Kind.COMPARE_FRESH : Kind.COMPARE_LISTED, batches);
  }

  private void holdTheBatchOf(TagReference tag) {
    activities.onCompare(
        batch -> {
          if (batch.contains(tag)) {
            held.pass();
          }
        });
  }

  private void awaitCalls(Kind activity, int calls) {
    Await.until(
        calls + " calls of " + activity, () -> activities.batches(activity).size() >= calls);
  }
}

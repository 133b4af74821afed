package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities.Kind;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** The watcher continues as new without losing a tag. */
class WatcherContinueAsNewTest {

  private static final String ID = MirrorMode.REAL.watcherId();

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
  void noRunHasALongHistoryHoweverManyTagsAreListed() {
    int tags = 10_000;
    int aSignal = 20;
    Set<String> runs = ConcurrentHashMap.newKeySet();
    activities.onCompare(batch -> runs.add(runOfTheActivity()));
    for (int from = 0; from < tags; from += aSignal) {
      environment.watcher().tell(tags(from, from + aSignal), false);
      if (from % 500 == 0) {
        Await.until("the watcher takes more", () -> !environment.watcher().isBusy());
      }
    }
    environment.awaitIdleWatcher();

    assertEquals(tags, activities.compared().size());
    assertTrue(runs.size() > 1, "no run ended");
    for (String run : runs) {
      int events = environment.client().fetchHistory(ID, run).getHistory().getEventsCount();
      assertTrue(events < 4_096, () -> events + " events");
    }
  }

  @Test
  void leftTagsAreTriedAgainInTheNextRun() {
    AtomicBoolean stuck = new AtomicBoolean(true);
    activities.leave(tag -> List.of(tag(0), tag(1)).contains(tag) && stuck.get());
    environment.watcher().tell(List.of(tag(0)), true);
    environment.watcher().tell(List.of(tag(1)), false);
    String firstRun = run(MirrorMode.REAL);
    int others = tellUntilANewRun(MirrorMode.REAL, firstRun);

    Await.until("the others are compared", () -> activities.compared().size() == others);
    stuck.set(false);
    environment.pass(Duration.ofSeconds(31));
    environment.awaitIdleWatcher();
    assertEquals(others + 2, activities.compared().size());
    assertNotEquals(firstRun, run(MirrorMode.REAL));
  }

  @Test
  void aBatchThatAlwaysFailsDoesNotHoldUpTheNextRun() {
    AtomicBoolean broken = new AtomicBoolean(true);
    activities.onCompare(
        batch -> {
          if (batch.contains(tag(0)) && broken.get()) {
            throw new IllegalStateException("a defect that Temporal takes for a bad moment");
          }
        });
    environment.watcher().tell(List.of(tag(0)), true);
    String firstRun = run(MirrorMode.REAL);
    int others = tellUntilANewRun(MirrorMode.REAL, firstRun);

    broken.set(false);
    environment.pass(Duration.ofMinutes(2));
    environment.awaitIdleWatcher();
    assertEquals(others + 1, activities.compared().size());
  }

  @Test
  void pendingTagsOfTheRunBeforeAreHandedOn() {
    WatcherWorkflow watcher =
        environment
            .client()
            .newWorkflowStub(
                WatcherWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(MirrorMode.REAL.watcherQueue())
                    .build());
    WorkflowClient.start(watcher::watch, new WatcherInput(false, tags(0, 250), tags(200, 400)));
    environment.awaitIdleWatcher();

    assertEquals(new HashSet<>(tags(0, 250)), new HashSet<>(activities.tags(Kind.COMPARE_FRESH)));
    assertEquals(
        new HashSet<>(tags(250, 400)), new HashSet<>(activities.tags(Kind.COMPARE_LISTED)));
  }

  @Test
  void aDryRunsWatcherIsStillADryRunsInTheNextRun() {
    WatcherStarter watcher = new WatcherStarter(environment.client(), MirrorMode.DRY_RUN);
    String firstRun = watcher.ensureRunning();
    int told = tellUntilANewRun(MirrorMode.DRY_RUN, firstRun);
    watcher.tell(tags(0, 1), true);
    Await.until(
        "the dry run's worker compares all",
        () -> environment.fakes(MirrorMode.DRY_RUN).watcher().compared().size() == told + 1);
    assertEquals(List.of(), activities.calls());
  }

  /** Signals other tags, one by one, until a new run has begun; returns how many. */
  private int tellUntilANewRun(MirrorMode mode, String firstRun) {
    int told = 0;
    while (run(mode).equals(firstRun)) {
      assertTrue(told < 4_096, "no new run after " + told + " signals");
      for (int i = 0; i < 50; i++) {
        new WatcherStarter(environment.client(), mode).tell(List.of(tag(100 + told++)), false);
      }
      // A batch that fails is repeated twice before the watcher tries its tags again.
      environment.pass(Duration.ofSeconds(1));
    }
    return told;
  }

  private static String runOfTheActivity() {
    return Activity.getExecutionContext().getInfo().getWorkflowRunId();
  }

  private String run(MirrorMode mode) {
    return environment.task(mode.watcherId()).run();
  }
}

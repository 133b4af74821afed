package org.openshift.ci.mirror.activity.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.DevTemporal;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.check.CheckActivitiesImpl;
import org.openshift.ci.mirror.activity.check.TargetReader;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;

/**
 * Mirror tasks at a real Temporal server. No worker takes the tasks of dry runs, which stay as they
 * were started; the others wait, because their target does not serve.
 */
@Timeout(120)
class TemporalOpenTaskStoreIT {

  private static final World WORLD = new World();

  private static DevTemporal temporal;
  private static WorkerFactory workers;
  private static TemporalOpenTaskStore tasks;
  private static TemporalOpenTaskStore dryRuns;

  @BeforeAll
  static void start() {
    temporal = DevTemporal.start();
    tasks = new TemporalOpenTaskStore(temporal.client(), MirrorMode.REAL);
    dryRuns = new TemporalOpenTaskStore(temporal.client(), MirrorMode.DRY_RUN);
    WORLD.registries.refuse(World.TARGET, RegistryError.REGISTRY_ERROR);
    WORLD.registries.away(World.TARGET);
    workers = temporal.workers();
    var worker = workers.newWorker(MirrorMode.REAL.taskQueue());
    worker.registerWorkflowImplementationTypes(MirrorTaskWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new CheckActivitiesImpl(
            WORLD.claims, new TargetReader(WORLD.registries, WORLD.outages, WORLD.bulkhead)));
    workers.start();
  }

  @AfterAll
  static void stop() {
    workers.shutdownNow();
    temporal.close();
  }

  private static Destination place(String tag) {
    return World.destination(tag);
  }

  private static WorkflowStub task(MirrorMode mode, String tag) {
    return temporal.client().newUntypedWorkflowStub(mode.taskId(place(tag)));
  }

  private static long triggers(MirrorMode mode, String tag) {
    String id = mode.taskId(place(tag));
    return temporal.client().fetchHistory(id).getEvents().stream()
        .filter(
            event ->
                event
                    .getWorkflowExecutionSignaledEventAttributes()
                    .getSignalName()
                    .equals("trigger"))
        .count();
  }

  /** A signal that arrives during a workflow task is in the history once that has ended. */
  private static void awaitTriggers(long count, MirrorMode mode, String tag) {
    DevTemporal.until(count + " triggers of " + tag, () -> triggers(mode, tag) == count);
  }

  /** Starts a task that waits for the target's return. */
  private static Claim waiting(String tag) {
    Claim claim = WORLD.watched(tag, 'a');
    assertTrue(tasks.startUnlessOpen(place(tag), claim));
    WorkflowStub task = task(MirrorMode.REAL, tag);
    DevTemporal.until(
        tag + " waits",
        () -> task.query("status", MirrorStatus.class).state() == MirrorState.RETRYING);
    DevTemporal.until(
        tag + " is shown to wait",
        () -> tasks.open().stream().anyMatch(open -> isOf(open, tag) && open.waits()));
    return claim;
  }

  private static boolean isOf(OpenTask task, String tag) {
    return task.destination().equals(place(tag));
  }

  @Test
  void aWaitingTaskThatWorksOnTheClaimIsLeftAlone() {
    Claim claim = waiting("test/same:1");
    assertFalse(tasks.startUnlessOpen(place("test/same:1"), claim));
    assertEquals(0, triggers(MirrorMode.REAL, "test/same:1"));
  }

  @Test
  void aWaitingTaskIsLeftAloneWithoutAClaim() {
    waiting("test/unknown:1");
    assertFalse(tasks.startUnlessOpen(place("test/unknown:1"), null));
    assertEquals(0, triggers(MirrorMode.REAL, "test/unknown:1"));
  }

  @Test
  void aTaskThatWorksOnSomethingElseIsTriggered() {
    waiting("test/moved:1");
    Claim other = WORLD.watched("test/moved:1", 'b');
    assertFalse(tasks.startUnlessOpen(place("test/moved:1"), other));
    awaitTriggers(1, MirrorMode.REAL, "test/moved:1");
  }

  @Test
  void aFailingTaskIsTriggeredOnceItsSourceCanBeRead() {
    Claim listed = WORLD.watched("test/failing:1", 'a');
    Claim unread = new Claim(listed.owner(), listed.tag(), "a.example/b:c", null, "d/e:f", null);
    Problem missing = new Problem(MirrorErrorType.SOURCE_MISSING, "no such image");
    tasks.startFailing(place("test/failing:1"), unread, missing);
    tasks.startFailing(place("test/failing:1"), unread, missing);
    WorkflowStub task = task(MirrorMode.REAL, "test/failing:1");
    DevTemporal.until(
        "it is parked",
        () -> task.query("status", MirrorStatus.class).state() == MirrorState.PARKED);
    OpenTask open =
        tasks.open().stream()
            .filter(shown -> isOf(shown, "test/failing:1"))
            .findFirst()
            .orElseThrow();
    assertTrue(open.worksOn(unread), open::toString);
    assertEquals(0, triggers(MirrorMode.REAL, "test/failing:1"));

    assertTrue(tasks.startUnlessOpen(place("test/failing:1"), unread));
    awaitTriggers(1, MirrorMode.REAL, "test/failing:1");
  }

  @Test
  void aTaskAtWorkIsTriggered() {
    Claim claim = WORLD.watched("test/busy:1", 'a');
    assertTrue(dryRuns.startUnlessOpen(place("test/busy:1"), claim));
    assertFalse(dryRuns.startUnlessOpen(place("test/busy:1"), claim));
    awaitTriggers(1, MirrorMode.DRY_RUN, "test/busy:1");
  }

  @Test
  void anOpenTaskIsReadAsItShowsItself() {
    Claim claim = waiting("test/shown:1");
    OpenTask open =
        tasks.open().stream().filter(task -> isOf(task, "test/shown:1")).findFirst().orElseThrow();
    assertEquals(
        OpenTaskBuilder.of("test/shown:1")
            .owner(MirrorOwner.DISTRIBUTOR)
            .image(claim.source(), claim.digest())
            .failedWith(MirrorErrorType.REGISTRY_ERROR)
            .waitsFor(World.TARGET)
            .build(),
        open);
    assertTrue(open.worksOn(claim));
  }

  @Test
  void tasksOfTheOtherModeAreNotListed() {
    Claim claim = WORLD.watched("test/dry:1", 'a');
    dryRuns.startOrTrigger(place("test/dry:1"), claim);
    DevTemporal.until(
        "it is shown", () -> dryRuns.open().stream().anyMatch(open -> isOf(open, "test/dry:1")));
    assertTrue(tasks.open().stream().noneMatch(open -> isOf(open, "test/dry:1")));
    waiting("test/real:1");
    assertTrue(dryRuns.open().stream().noneMatch(open -> isOf(open, "test/real:1")));
  }

  @Test
  void aBackfillIsShownAsOne() {
    Destination backfill = Destination.backfill(TagReference.parse("ns/back:1"));
    String image = "quay.example/ci:back";
    dryRuns.startOrTrigger(
        backfill,
        new Claim(MirrorOwner.BACKFILL, backfill.tag(), image, null, "at.example/back:1", null));
    DevTemporal.until(
        "it is shown",
        () ->
            dryRuns.open().stream()
                .anyMatch(
                    open ->
                        open.destination().equals(backfill)
                            && open.owner().equals(MirrorOwner.BACKFILL.wireName())));
  }

  @Test
  void aTaskIsFoundByTheRegistryThatItWaitsFor() {
    waiting("test/away:1");
    DevTemporal.until(
        "it is found",
        () -> tasks.waitingFor(World.TARGET).stream().anyMatch(open -> isOf(open, "test/away:1")));
    assertEquals(List.of(), tasks.waitingFor(World.SOURCE));
    long before = tasks.retrying();
    assertTrue(before > 0);
    waiting("test/away:2");
    DevTemporal.until("it is counted", () -> tasks.retrying() == before + 1);
  }

  @Test
  void onlyAnOpenTaskCanBeTriggered() {
    assertFalse(tasks.trigger(place("test/none:1")));
    waiting("test/open:1");
    assertTrue(tasks.trigger(place("test/open:1")));
    assertTrue(tasks.trigger(MirrorMode.REAL.taskId(place("test/open:1"))));
    awaitTriggers(2, MirrorMode.REAL, "test/open:1");
    task(MirrorMode.REAL, "test/open:1").terminate("a test");
    assertFalse(tasks.trigger(place("test/open:1")));
  }

  @Test
  void aChangedTagStartsATaskOrTriggersTheOpenOne() {
    Destination place = place("test/fresh:1");
    dryRuns.startOrTrigger(place, null);
    WorkflowExecutionDescription first = task(MirrorMode.DRY_RUN, "test/fresh:1").describe();
    assertEquals(
        MirrorOwner.DISTRIBUTOR.wireName(),
        first.getTypedSearchAttributes().get(MirrorSearchAttributes.MIRROR_OWNER),
        "the owner that a task shows until it knows better");
    dryRuns.startOrTrigger(place, null);
    awaitTriggers(2, MirrorMode.DRY_RUN, "test/fresh:1");
    assertEquals(
        first.getExecution().getRunId(),
        task(MirrorMode.DRY_RUN, "test/fresh:1").describe().getExecution().getRunId());
  }
}

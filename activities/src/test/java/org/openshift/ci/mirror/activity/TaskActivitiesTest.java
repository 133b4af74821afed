package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.testing.Await;

/** The activities of a mirror task, called by real mirror tasks. */
@Timeout(120)
class TaskActivitiesTest {

  private static final Destination PLACE = World.destination("test/a:1");
  private static final String FLOATING = World.TARGET + "/ci:test_a_1";

  private final World world = new World();
  private final MemoryTemporal temporal = new MemoryTemporal(world);

  @BeforeEach
  void watch() {
    world.watched("test/a:1", 'a');
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private static MirrorResult result(WorkflowStub task) {
    return task.getResult(MirrorResult.class);
  }

  private static MirrorStatus status(WorkflowStub task) {
    return task.query("status", MirrorStatus.class);
  }

  private WorkflowStub awaitState(Destination place, MirrorState state) {
    WorkflowStub task = temporal.start(place);
    Await.until(
        "the task is " + state,
        Duration.ofSeconds(30),
        () -> status(task).state() == state,
        () -> status(task));
    return task;
  }

  @Test
  void mirrorsAndThenFindsItEqual() {
    assertEquals(
        new MirrorResult(
            MirrorResult.Outcome.MIRRORED, World.digest('a'), 1, FakeRegistries.SIZE, null),
        result(temporal.start(PLACE)));
    assertEquals(List.of("succeeded " + FakeRegistries.SIZE), temporal.metrics.counted);
    assertEquals(2, world.registries.writes.size());
    assertEquals(MirrorResult.Outcome.EQUAL, result(temporal.start(PLACE)).outcome());
  }

  @Test
  void anUnownedDestinationEndsWithTheReason() {
    MirrorResult withdrawn = result(temporal.start(World.destination("other/a:1")));
    assertEquals(MirrorResult.Outcome.WITHDRAWN, withdrawn.outcome());
    assertEquals(MirrorErrorType.NOT_WATCHED, withdrawn.reason().type());
  }

  @Test
  void anImageThatIsReplacedDuringThePushIsMirroredInItsNewVersion() {
    world.registries.duringCopies(
        () -> {
          world.registries.duringCopies(() -> {});
          world.inventory.put("test/a:1", World.digest('b'));
        });
    assertEquals(World.digest('b'), result(temporal.start(PLACE)).digest());
    assertEquals(List.of("failed", "succeeded " + FakeRegistries.SIZE), temporal.metrics.counted);
    assertEquals(
        List.of("b", "b"),
        world.registries.writes.stream().map(w -> w.substring(w.length() - 1)).toList());
  }

  @Test
  void anImageThatIsNotToBeMirroredEndsTheTaskWithTheReason() {
    world.registries.refuseCopies(
        World.SOURCE, () -> FakeRegistries.failure(World.SOURCE, RegistryError.IMAGE_EXCLUDED));
    MirrorResult skipped = result(temporal.start(PLACE));
    assertEquals(MirrorResult.Outcome.SKIPPED, skipped.outcome());
    assertEquals(MirrorErrorType.IMAGE_EXCLUDED, skipped.reason().type());
    assertEquals(List.of("skipped ImageExcluded"), temporal.metrics.counted);
  }

  @Test
  void aRegistryThatIsAwayIsNamedInTheMemo() {
    world.registries.refuse(World.TARGET, RegistryError.REGISTRY_ERROR);
    world.registries.away(World.TARGET);
    WorkflowStub task = awaitState(PLACE, MirrorState.RETRYING);
    assertEquals(World.TARGET, MemoryTemporal.memo(task, MirrorMemo.WAITS_FOR));
    assertEquals(
        MirrorErrorType.REGISTRY_ERROR.wireName(),
        MemoryTemporal.shown(task, MirrorSearchAttributes.MIRROR_ERROR_TYPE));

    world.registries.allow(World.TARGET);
    world.registries.back(World.TARGET);
    world.pass(Duration.ofSeconds(6));
    task.signal("trigger");
    assertEquals(MirrorResult.Outcome.MIRRORED, result(task).outcome());
  }

  /** The outage is known, so no push is queued. */
  @Test
  void aTargetThatRefusesWritesIsNotPushedToByTheNextTask() {
    world.registries.refuseCopies(
        World.TARGET, () -> FakeRegistries.failure(World.TARGET, RegistryError.REGISTRY_READ_ONLY));
    world.registries.readOnly(World.TARGET);
    awaitState(PLACE, MirrorState.RETRYING);
    assertEquals(List.of("failed"), temporal.metrics.counted);
    world.watched("test/b:1", 'b');
    WorkflowStub second = awaitState(World.destination("test/b:1"), MirrorState.RETRYING);
    assertEquals(World.TARGET, MemoryTemporal.memo(second, MirrorMemo.WAITS_FOR));
    assertEquals(List.of("failed"), temporal.metrics.counted);

    world.watched("test/equal:1", 'c');
    world.mirrored("test/equal:1", 'c');
    assertEquals(
        MirrorResult.Outcome.EQUAL,
        result(temporal.start(World.destination("test/equal:1"))).outcome());
  }

  @Test
  void aMissingSourceParksAfterMinutes() {
    world.config("supplementalCIImages: {'ns/a:1': {image: 'elsewhere.example/a:1'}}");
    WorkflowStub task = temporal.start(World.destination("ns/a:1"));
    temporal.pass(Duration.ofMinutes(10));
    MirrorStatus parked = status(task);
    assertEquals(MirrorState.PARKED, parked.state());
    assertEquals(MirrorErrorType.SOURCE_MISSING.wireName(), parked.errorType());
    assertEquals(MirrorErrorType.SOURCE_MISSING.parkAfter(), parked.failures());
    assertEquals("elsewhere.example/a:1", parked.claim().source());
    assertEquals("elsewhere.example/a:1", MemoryTemporal.memo(task, MirrorMemo.SOURCE));
  }

  @Test
  void imageStreamsThatCannotBeReadAreWaitedFor() {
    world.inventory.breakDown();
    WorkflowStub task = awaitState(PLACE, MirrorState.RETRYING);
    assertEquals(MirrorErrorType.IMAGE_STREAMS_UNREADABLE.wireName(), status(task).errorType());
    world.inventory.failWith(null);
    assertEquals(MirrorResult.Outcome.MIRRORED, result(task).outcome());
  }

  /** Untranslated, it would kill the SDK's thread, and the workflow task would time out. */
  @Test
  void anErrorInTheProgramIsAFailureLikeAnyOther() {
    world.registries.refuse(
        FLOATING,
        () -> {
          throw new LinkageError("a class is gone");
        });
    WorkflowStub task = awaitState(PLACE, MirrorState.RETRYING);
    assertEquals(MirrorErrorType.UNEXPECTED.wireName(), status(task).errorType());
    assertEquals("java.lang.LinkageError: a class is gone", status(task).lastError());
    world.registries.allow(FLOATING);
    assertEquals(MirrorResult.Outcome.MIRRORED, result(task).outcome());
  }

  @Test
  void aTaskThatIsCancelledWritesNothingMore() {
    String id = MirrorMode.REAL.taskId(PLACE);
    world.registries.duringCopies(
        () -> {
          temporal.client().newUntypedWorkflowStub(id).cancel();
          Await.until(
              "the cancellation reaches the push",
              Duration.ofSeconds(30),
              () -> isToBeCancelled(id),
              () -> "not yet");
        });
    WorkflowStub task = temporal.start(PLACE);
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> result(task));
    assertInstanceOf(CanceledFailure.class, failed.getCause());
    assertEquals(List.of(), world.registries.writes);
    assertEquals(List.of("failed"), temporal.metrics.counted);
  }

  private boolean isToBeCancelled(String id) {
    return temporal.client().fetchHistory(id).getEvents().stream()
        .anyMatch(
            event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
  }
}

package org.openshift.ci.mirror.activity.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.OpenTasks;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.RegistryError;

/** What becomes of a batch of tags. */
@Timeout(60)
class TagBatchTest {

  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final World world = new World();

  private static List<TagReference> tags(String... tags) {
    return List.of(tags).stream().map(TagReference::parse).toList();
  }

  private CompareResult compare(boolean fresh, String... tags) {
    return compare(fresh, PATIENT, tags(tags));
  }

  private CompareResult compare(boolean fresh, Duration deadline, List<TagReference> tags) {
    return new TagBatch(world.comparer, world.tasks, deadline)
        .compareAndStart(tags, fresh, world.fence);
  }

  private static Set<String> ids(String... tags) {
    return Set.of(tags).stream().map(FakeOpenTaskStore::id).collect(Collectors.toSet());
  }

  @Test
  void whatDiffersHasATaskAndWhatIsEqualOrUnownedHasNone() {
    Claim claim = world.watched("test/new:1", 'a');
    world.watched("test/same:1", 'b');
    world.mirrored("test/same:1", 'b');
    assertEquals(
        new CompareResult(2, 1, List.of()),
        compare(true, "test/new:1", "test/same:1", "other/unwatched:1"));
    assertEquals(ids("test/new:1"), world.tasks.started);
    assertEquals(List.of(claim), world.tasks.claims);
    assertEquals(1, world.fence.asked.get());
  }

  @Test
  void whatChangedTellsAnOpenTaskAndWhatWasListedLeavesThatToTheStore() {
    world.watched("test/a:1", 'a');
    world.tasks.open(OpenTasks.of("test/a:1").build());
    compare(true, "test/a:1");
    assertEquals(ids("test/a:1"), world.tasks.triggered);
    world.tasks.triggered.clear();
    world.tasks.claims.clear();

    compare(false, "test/a:1");
    assertEquals(Set.of(), world.tasks.triggered);
    assertEquals(List.of(world.owners.claimOf(World.destination("test/a:1"))), world.tasks.claims);
    assertEquals(Set.of(), world.tasks.started);
  }

  @Test
  void openTasksAreToldWithoutAnyRegistry() {
    world.tasks.open(OpenTasks.of("test/a:1").build());
    TagBatch batch = new TagBatch(world.comparer, world.tasks);
    world.tasks.refuse("test/b:1");
    assertEquals(tags("test/b:1"), batch.tell(tags("test/a:1", "test/b:1", "test/c:1")));
    assertEquals(ids("test/a:1"), world.tasks.triggered);
    assertEquals(List.of(), world.registries.reads);
  }

  @Test
  void nothingIsStartedBehindAClosedFence() {
    world.watched("test/a:1", 'a');
    world.fence.close(new IllegalStateException("another attempt has begun"));
    assertThrows(IllegalStateException.class, () -> compare(true, "test/a:1"));
    assertThrows(IllegalStateException.class, () -> compare(false, "test/a:1"));
    assertEquals(Set.of(), world.tasks.started);
  }

  @Test
  void anEqualBatchNeedsNoFence() {
    world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    compare(true, "test/a:1");
    assertEquals(0, world.fence.asked.get());
  }

  @Test
  void whatTemporalRefusesComesAgain() {
    world.watched("test/a:1", 'a');
    world.watched("test/b:1", 'a');
    world.tasks.refuse("test/b:1");
    CompareResult expected = new CompareResult(0, 1, tags("test/b:1"));
    assertEquals(expected, compare(true, "test/a:1", "test/b:1"));
    assertEquals(expected, compare(false, "test/a:1", "test/b:1"));
  }

  @Test
  void whatANewerWorkerCanSayComesAgain() {
    world.watched("test/a:1", 'a');
    world.register.newest(new RulesVersion("another", "another"));
    CompareResult left = new CompareResult(0, 0, tags("test/a:1"));
    assertEquals(left, compare(true, "test/a:1"));
    assertEquals(left, compare(false, "test/a:1"));
  }

  @Test
  void onlyWhatWasListedWaitsForARegistryThatWantsFewerRequests() {
    world.watched("test/a:1", 'a');
    world.registries.refuse(World.TARGET, RegistryError.RATE_LIMITED);
    assertEquals(new CompareResult(0, 0, tags("test/a:1")), compare(false, "test/a:1"));
    assertEquals(new CompareResult(0, 1, List.of()), compare(true, "test/a:1"));
  }

  @Test
  void onlyWhatWasListedWaitsForImageStreams() {
    world.inventory.breakDown();
    assertEquals(new CompareResult(0, 0, tags("test/a:1")), compare(false, "test/a:1"));
    assertEquals(new CompareResult(0, 1, List.of()), compare(true, "test/a:1"));
    assertNull(world.tasks.claims.getFirst(), "nobody knows what its task should work on");
  }

  @Test
  void aTargetThatFailsMakesTasksOfAll() {
    world.watched("test/a:1", 'a');
    world.registries.refuse(World.TARGET, RegistryError.REGISTRY_ERROR);
    assertEquals(new CompareResult(0, 1, List.of()), compare(false, "test/a:1"));
    assertNull(world.tasks.claims.getFirst(), "nobody knows what its task should work on");
  }

  /** Each of them would wait for ever; 400 are as many as four batches bring at once. */
  @Test
  void aTargetWithoutAnswersGivesEveryTagATaskWithinTheDeadline() {
    world.registries.silence(World.TARGET);
    List<TagReference> tags =
        IntStream.range(0, 400).mapToObj(n -> TagReference.parse("test/s" + n + ":1")).toList();
    tags.forEach(tag -> world.inventory.put(tag.toString(), World.digest('a')));
    long begun = System.nanoTime();
    assertEquals(new CompareResult(0, 400, List.of()), compare(true, Duration.ofMillis(500), tags));
    assertEquals(400, world.tasks.started.size());
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
  }

  @Test
  void aTagThatIsAnsweredInTimeDoesNotWaitForOneThatIsNot() {
    world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    world.watched("test/silent:1", 'a');
    world.registries.silence(World.TARGET + "/ci:test_silent_1");
    assertEquals(
        new CompareResult(1, 1, List.of()),
        compare(true, Duration.ofMillis(500), tags("test/silent:1", "test/a:1")));
    assertEquals(ids("test/silent:1"), world.tasks.started);
  }

  @Test
  void aTagThatBringsADefectToLightHasATaskAndFailsNoOther() {
    world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    world.watched("test/poison:1", 'a');
    world.registries.refuse(
        World.TARGET + "/ci:test_poison_1", () -> new IllegalStateException("a defect"));
    assertEquals(new CompareResult(1, 1, List.of()), compare(true, "test/poison:1", "test/a:1"));
    assertEquals(ids("test/poison:1"), world.tasks.started);
  }
}

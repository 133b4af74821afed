package org.openshift.ci.mirror.activity.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.RegistryError;

/** What is started, triggered and repeated for a batch of tags. */
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
  void startsATaskForWhatDiffersOnly() {
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
  void aChangedTagTriggersItsOpenTaskAndAListedOneLeavesThatToTheStore() {
    world.watched("test/a:1", 'a');
    world.tasks.open(OpenTaskBuilder.of("test/a:1").build());
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
  void openTasksAreTriggeredWithoutARequestToARegistry() {
    world.tasks.open(OpenTaskBuilder.of("test/a:1").build());
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
  void whatTemporalRefusesIsRepeated() {
    world.watched("test/a:1", 'a');
    world.watched("test/b:1", 'a');
    world.tasks.refuse("test/b:1");
    CompareResult expected = new CompareResult(0, 1, tags("test/b:1"));
    assertEquals(expected, compare(true, "test/a:1", "test/b:1"));
    assertEquals(expected, compare(false, "test/a:1", "test/b:1"));
  }

  @Test
  void aTagThatAWorkerWithNewerRulesDecidesIsRepeated() {
    world.watched("test/a:1", 'a');
    world.register.newest(new RulesVersion("another", "another"));
    CompareResult left = new CompareResult(0, 0, tags("test/a:1"));
    assertEquals(left, compare(true, "test/a:1"));
    assertEquals(left, compare(false, "test/a:1"));
  }

  @Test
  void aTagIsRepeatedWhileItIsUnknownWhichRulesAreTheNewest() {
    world.watched("test/a:1", 'a');
    world.register.failWith(Status.DEADLINE_EXCEEDED.asRuntimeException());
    CompareResult left = new CompareResult(0, 0, tags("test/a:1"));
    assertEquals(left, compare(true, "test/a:1"));
    assertEquals(left, compare(false, "test/a:1"));
  }

  @Test
  void onlyListedTagsWaitForARateLimit() {
    world.watched("test/a:1", 'a');
    world.registries.refuse(World.TARGET, RegistryError.RATE_LIMITED);
    assertEquals(new CompareResult(0, 0, tags("test/a:1")), compare(false, "test/a:1"));
    assertEquals(new CompareResult(0, 1, List.of()), compare(true, "test/a:1"));
  }

  @Test
  void onlyListedTagsWaitForImageStreams() {
    world.inventory.breakDown();
    assertEquals(new CompareResult(0, 0, tags("test/a:1")), compare(false, "test/a:1"));
    assertEquals(new CompareResult(0, 1, List.of()), compare(true, "test/a:1"));
    assertNull(world.tasks.claims.getFirst(), "the claim is not known");
  }

  @Test
  void aTargetThatFailsLeavesTheComparisonToTasks() {
    world.watched("test/a:1", 'a');
    world.registries.refuse(World.TARGET, RegistryError.REGISTRY_ERROR);
    assertEquals(new CompareResult(0, 1, List.of()), compare(false, "test/a:1"));
    assertNull(world.tasks.claims.getFirst(), "the claim is not known");
  }

  /** Each comparison would wait for ever; 400 tags are those of four concurrent batches. */
  @Test
  void aSilentTargetGivesEveryTagATaskWithinTheDeadline() {
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
  void aTagThatIsAnsweredDoesNotWaitForASilentOne() {
    world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    world.watched("test/silent:1", 'a');
    world.registries.silence(World.TARGET + "/ci:test_silent_1");
    assertEquals(
        new CompareResult(1, 1, List.of()),
        compare(true, Duration.ofSeconds(3), tags("test/silent:1", "test/a:1")));
    assertEquals(ids("test/silent:1"), world.tasks.started);
  }

  @Test
  void aTagThatTriggersADefectHasATaskAndFailsNoOther() {
    world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    world.watched("test/poison:1", 'a');
    world.registries.refuse(
        World.TARGET + "/ci:test_poison_1", () -> new IllegalStateException("a defect"));
    assertEquals(new CompareResult(1, 1, List.of()), compare(true, "test/poison:1", "test/a:1"));
    assertEquals(ids("test/poison:1"), world.tasks.started);
  }
}

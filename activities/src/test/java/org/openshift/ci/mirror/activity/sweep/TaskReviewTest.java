package org.openshift.ci.mirror.activity.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/** Open tasks whose destination should hold something else by now are triggered. */
class TaskReviewTest {

  private final World world = new World();
  private final TaskReview review = new TaskReview(world.tasks, world.owners);

  @BeforeEach
  void open() {
    for (String tag : List.of("test/same:1", "test/other:1")) {
      Claim claim = world.watched(tag, 'a');
      world.tasks.open(
          OpenTaskBuilder.of(tag)
              .image(claim.source(), claim.digest())
              .state(MirrorState.PARKED)
              .build());
    }
  }

  private void assertTriggered(String... tags) {
    assertEquals(tags.length, review.run());
    assertEquals(
        Set.copyOf(List.of(tags).stream().map(FakeOpenTaskStore::id).toList()),
        world.tasks.triggered);
  }

  @Test
  void anUnchangedTaskGoesOnWaiting() {
    assertTriggered();
  }

  @Test
  void aTagThatIsIgnoredNow() {
    world.rules(
        WatchRules.builder()
            .additionalNamespaces(List.of("test"))
            .ignoreTags(List.of("test/other:1"))
            .build());
    assertTriggered("test/other:1");
  }

  @Test
  void aNamespaceThatIsNotWatchedAnyMore() {
    world.rules(WatchRules.builder().build());
    assertTriggered("test/same:1", "test/other:1");
  }

  @Test
  void aTagThatWasDeleted() {
    world.inventory.remove("test/other:1");
    assertTriggered("test/other:1");
  }

  @Test
  void aTagThatMoved() {
    world.inventory.put("test/other:1", World.digest('b'));
    assertTriggered("test/other:1");
  }

  @Test
  void aTagWithANewOwner() {
    world.config("supplementalCIImages: {'test/other:1': {image: 'elsewhere.example/a:1'}}");
    assertTriggered("test/other:1");
  }

  @Test
  void aBackfillWhoseEntryWasRemoved() {
    Destination place = Destination.backfill(TagReference.parse("ns/back:1"));
    world.config("qciToAppCIImages: {'ns/back:1': {}}");
    world.tasks.open(
        OpenTaskBuilder.of(place)
            .owner(MirrorOwner.BACKFILL)
            .image(world.owners.claimOf(place).source(), null)
            .build());
    assertTriggered();
    world.config("qciToAppCIImages: {}");
    assertEquals(1, review.run());
    assertEquals(Set.of(FakeOpenTaskStore.id(place)), world.tasks.triggered);
  }

  @Test
  void aTaskThatHasNotCheckedYetIsLeftAlone() {
    world.tasks.open(OpenTaskBuilder.of("test/gone:1").state(MirrorState.CHECKING).build());
    assertTriggered();
  }

  @Test
  void imageStreamsThatCannotBeReadTriggerNothing() {
    world.inventory.breakDown();
    assertTriggered();
  }
}

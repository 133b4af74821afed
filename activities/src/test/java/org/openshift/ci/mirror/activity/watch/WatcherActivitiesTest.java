package org.openshift.ci.mirror.activity.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.MemoryTemporal;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;

/** The activities of the watcher in a watcher workflow. */
@Timeout(60)
class WatcherActivitiesTest {

  private final World world = new World();
  private final MemoryTemporal temporal = new MemoryTemporal(world);

  @AfterEach
  void stop() {
    temporal.close();
  }

  private void tell(boolean fresh, String... tags) {
    new WatcherStarter(temporal.client(), MirrorMode.REAL)
        .tell(List.of(tags).stream().map(TagReference::parse).toList(), fresh);
  }

  private void awaitStarted(String... tags) {
    Set<String> ids = Set.copyOf(List.of(tags).stream().map(FakeOpenTaskStore::id).toList());
    Await.until(
        "tasks are started",
        Duration.ofSeconds(30),
        () -> world.tasks.started.equals(ids),
        () -> world.tasks.started);
  }

  @Test
  void anOpenTaskIsTriggeredAndANewOneStarted() {
    world.watched("test/new:1", 'a');
    world.watched("test/open:1", 'a');
    world.tasks.open(OpenTaskBuilder.of("test/open:1").build());
    tell(true, "test/new:1", "test/open:1", "other/unwatched:1");
    awaitStarted("test/new:1");
    assertEquals(Set.of(FakeOpenTaskStore.id("test/open:1")), world.tasks.triggered);
  }

  @Test
  void anOpenTaskIsTriggeredThoughItsTagIsNotWatchedAnyMore() {
    world.tasks.open(OpenTaskBuilder.of("other/open:1").build());
    tell(true, "other/open:1");
    Await.until(
        "it is triggered",
        Duration.ofSeconds(30),
        () -> world.tasks.triggered.size() == 1,
        () -> world.tasks.triggered);
  }

  @Test
  void aListedTagIsComparedAndTriggersNothingBefore() {
    world.watched("test/new:1", 'a');
    world.watched("test/open:1", 'a');
    world.tasks.open(OpenTaskBuilder.of("test/open:1").build());
    tell(false, "test/new:1", "test/open:1");
    awaitStarted("test/new:1");
    assertEquals(Set.of(), world.tasks.triggered);
  }
}

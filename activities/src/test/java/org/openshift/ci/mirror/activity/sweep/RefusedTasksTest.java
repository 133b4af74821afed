package org.openshift.ci.mirror.activity.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.registry.PullSpec;

/** A changed credentials file wakes the tasks of the registries whose entry changed. */
class RefusedTasksTest {

  private final World world = new World();
  private Optional<Predicate<PullSpec>> changed = Optional.empty();
  private final RefusedTasks refused =
      new RefusedTasks(
          world.tasks,
          () -> {
            Optional<Predicate<PullSpec>> now = changed;
            changed = Optional.empty();
            return now;
          },
          place -> World.ENDPOINTS.destination(place.tag()),
          world::nanos);

  @BeforeEach
  void open() {
    parked("test/refused:1", MirrorErrorType.CREDENTIALS_REFUSED);
    parked("test/denied:1", MirrorErrorType.ACCESS_DENIED);
    parked("test/missing:1", MirrorErrorType.SOURCE_MISSING);
    parked("test/broken:1", MirrorErrorType.MANIFEST_INVALID);
  }

  private void parked(String tag, MirrorErrorType type) {
    world.tasks.open(
        OpenTaskBuilder.of(tag)
            .image("elsewhere.example/team/" + tag.replace('/', '-'), null)
            .failedWith(type)
            .state(MirrorState.PARKED)
            .build());
  }

  private void change(String registry) {
    changed = Optional.of(image -> image.registry().equals(registry));
  }

  /** Wakes, and expects exactly these tasks to be triggered. */
  private void assertWakes(String... tags) {
    world.tasks.triggered.clear();
    refused.wake();
    Set<String> ids = Stream.of(tags).map(FakeOpenTaskStore::id).collect(Collectors.toSet());
    assertEquals(ids, world.tasks.triggered);
  }

  /** The file may have been mended while no worker ran. */
  @Test
  void atTheStartEveryRefusedTaskIsWokenOnce() {
    assertWakes("test/refused:1", "test/denied:1");
    assertWakes();
    world.pass(Duration.ofHours(1));
    assertWakes();
  }

  @Test
  void aChangedEntryOfTheSourceWakesItsTasksAndAgainSomeSecondsLater() {
    refused.wake();
    change("elsewhere.example");
    assertWakes("test/refused:1", "test/denied:1", "test/missing:1");
    assertWakes();
    world.pass(Duration.ofSeconds(5));
    parked("test/late:1", MirrorErrorType.CREDENTIALS_REFUSED);
    assertWakes();
    world.pass(Duration.ofSeconds(11));
    assertWakes("test/refused:1", "test/denied:1", "test/missing:1", "test/late:1");
    world.pass(Duration.ofHours(1));
    assertWakes();
  }

  /** The target's credential says nothing about a missing source. */
  @Test
  void aChangedEntryOfTheTargetWakesTheRefusedOnes() {
    refused.wake();
    change(World.TARGET);
    assertWakes("test/refused:1", "test/denied:1");
  }

  @Test
  void anEntryOfAnotherRegistryWakesNothing() {
    refused.wake();
    change("third.example");
    assertWakes();
  }

  @Test
  void twoChangesAreBothHeeded() {
    refused.wake();
    change("third.example");
    refused.wake();
    world.pass(Duration.ofSeconds(5));
    change("elsewhere.example");
    assertWakes("test/refused:1", "test/denied:1", "test/missing:1");
  }

  @Test
  void aTaskThatTriesAgainNowIsLeftAlone() {
    world.tasks.open(
        OpenTaskBuilder.of("test/refused:1")
            .image("elsewhere.example/team/a:1", null)
            .failedWith(MirrorErrorType.CREDENTIALS_REFUSED)
            .attempting()
            .build());
    assertWakes("test/denied:1");
  }

  @Test
  void aPullSpecThatCannotBeReadBreaksNothing() {
    world.tasks.open(
        OpenTaskBuilder.of("test/refused:1")
            .image("elsewhere.example/UPPER:1", null)
            .failedWith(MirrorErrorType.CREDENTIALS_REFUSED)
            .build());
    refused.wake();
    change("elsewhere.example");
    assertWakes("test/denied:1", "test/missing:1");
  }

  @Test
  void aWakeUpThatTemporalDoesNotTakeIsRepeated() {
    refused.wake();
    change("elsewhere.example");
    world.tasks.refuse("test/denied:1");
    assertThrows(RuntimeException.class, refused::wake);
    assertThrows(RuntimeException.class, refused::wake);
  }
}

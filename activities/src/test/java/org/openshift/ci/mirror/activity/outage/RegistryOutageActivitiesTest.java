package org.openshift.ci.mirror.activity.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.testing.Await;

/** Waiting for a registry, and waking its tasks. */
@Timeout(60)
class RegistryOutageActivitiesTest {

  private static final String IMAGE = World.TARGET + "/ci:a";

  private final World world = new World();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final List<String> heartbeats = new CopyOnWriteArrayList<>();
  private RegistryOutageActivities activities;

  @BeforeEach
  void start() {
    temporal.registerActivitiesImplementations(
        new RegistryOutageActivitiesImpl(
            world.registries, world.tasks, Duration.ofMillis(1), Duration.ofMillis(1)));
    temporal.setActivityHeartbeatListener(
        Object.class, details -> heartbeats.add(String.valueOf(details)));
    activities = temporal.newActivityStub(RegistryOutageActivities.class);
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void endsAtOnceWhenTheRegistryServes() {
    assertTrue(activities.awaitRegistry(new RegistryOutage(World.TARGET, IMAGE, false)));
    assertEquals(List.of(World.TARGET), world.registries.probes);
  }

  @Test
  void probesUntilItServesAndHeartbeatsMeanwhile() throws InterruptedException {
    world.registries.readOnly(World.TARGET);
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> activities.awaitRegistry(new RegistryOutage(World.TARGET, IMAGE, true)));
    Await.until(
        "it probes again and again",
        Duration.ofSeconds(30),
        () -> world.registries.probes.size() > 5 && !heartbeats.isEmpty(),
        () -> world.registries.probes);
    assertTrue(waiting.isAlive());
    world.registries.back(World.TARGET);
    waiting.join();
    assertEquals(Set.of(World.TARGET + " writing"), Set.copyOf(world.registries.probes));
  }

  @Test
  void wakesOnlyTheTasksThatWaitForTheRegistry() {
    world.tasks.open(OpenTaskBuilder.of("test/a:1").waitsFor(World.TARGET).build());
    world.tasks.open(OpenTaskBuilder.of("test/b:1").waitsFor(World.TARGET).build());
    world.tasks.open(OpenTaskBuilder.of("test/c:1").waitsFor(World.SOURCE).build());
    world.tasks.open(OpenTaskBuilder.of("test/d:1").build());
    assertEquals(2, activities.wakeTasks(World.TARGET));
    assertEquals(
        Set.of(FakeOpenTaskStore.id("test/a:1"), FakeOpenTaskStore.id("test/b:1")),
        world.tasks.triggered);
    assertEquals(0, activities.wakeTasks("nobody.example"));
  }

  /** Tags that change meanwhile must not wait behind thousands of tasks. */
  @Test
  void manyTasksAreWokenInPartsAsFastAsWorkersKeepUp() {
    for (int number = 0; number < 200; number++) {
      world.tasks.open(OpenTaskBuilder.of("test/s" + number + ":1").waitsFor(World.TARGET).build());
    }
    assertEquals(200, activities.wakeTasks(World.TARGET));
    assertEquals(200, world.tasks.triggered.size());
    // 70, 105 and the rest, after one count before all.
    assertEquals(4, world.tasks.counts);
  }

  @Test
  void aTaskThatCannotBeTriggeredKeepsNoOtherFromBeingWoken() {
    world.tasks.open(OpenTaskBuilder.of("test/a:1").waitsFor(World.TARGET).build());
    world.tasks.open(OpenTaskBuilder.of("test/b:1").waitsFor(World.TARGET).build());
    world.tasks.refuse("test/a:1");
    assertThrows(ActivityFailure.class, () -> activities.wakeTasks(World.TARGET));
    assertEquals(Set.of(FakeOpenTaskStore.id("test/b:1")), world.tasks.triggered);
  }

  @Test
  void aMistypedImageIsNamed() {
    ActivityFailure failure =
        assertThrows(
            ActivityFailure.class,
            () -> activities.awaitRegistry(new RegistryOutage("x", "///", false)));
    ApplicationFailure cause = assertInstanceOf(ApplicationFailure.class, failure.getCause());
    assertEquals(MirrorErrorType.PULL_SPEC_INVALID.wireName(), cause.getType());
  }
}

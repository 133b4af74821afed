package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.workflow.testing.FakeRegistryOutage;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** An outage: waits for a registry, then triggers its tasks. */
class RegistryOutageWorkflowTest {

  private static final String REGISTRY = "quay.example";
  private static final RegistryOutage OUTAGE =
      new RegistryOutage(REGISTRY, "quay.example/a/b:c", false);
  private static final RegistryOutage LATER =
      new RegistryOutage(REGISTRY, "quay.example/d/e:f", true);

  private final Gate away = new Gate();
  private MirrorEnvironment environment;
  private FakeRegistryOutage activities;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
    activities = environment.fakes(MirrorMode.REAL).registryOutage();
  }

  @AfterEach
  void stop() {
    away.open();
    environment.close();
  }

  @Test
  void noTaskIsTriggeredBeforeTheRegistryServes() {
    activities.onAwait(call -> away.pass());
    environment.standing().refused(OUTAGE);
    away.awaitReached();
    assertEquals(List.of(), activities.woken());

    away.open();
    assertEquals(0, woken());
    assertEquals(List.of(OUTAGE), activities.awaited());
    assertEquals(List.of(REGISTRY, REGISTRY), activities.woken());
  }

  @Test
  void tasksAreListedAgainAfterTenSecondsUntilNoneIsLeft() {
    List<Instant> looks = new CopyOnWriteArrayList<>();
    activities.waiting(
        call -> {
          looks.add(environment.clock().instant());
          return call == 1 ? 700 : call == 2 ? 3 : 0;
        });
    environment.standing().refused(OUTAGE);

    assertEquals(703, woken());
    assertEquals(4, looks.size());
    for (int i = 1; i < looks.size(); i += 2) {
      Duration between = Duration.between(looks.get(i - 1), looks.get(i));
      assertTrue(between.compareTo(Duration.ofSeconds(9)) > 0, () -> "looks at " + looks);
      assertTrue(between.compareTo(Duration.ofSeconds(13)) < 0, () -> "looks at " + looks);
    }
  }

  /** A task may begin to wait after the first list, when the registry is back soon. */
  @Test
  void aTaskThatIsListedLateIsTriggered() {
    activities.waiting(call -> call == 2 ? 1 : 0);
    environment.standing().refused(OUTAGE);

    assertEquals(1, woken());
  }

  @Test
  void aRegistryThatGoesAwayAgainIsAwaitedAgain() {
    activities.onAwait(
        call -> {
          if (call == 1) {
            away.pass();
          }
        });
    environment.standing().refused(OUTAGE);
    away.awaitReached();
    environment.standing().refused(LATER);
    away.open();

    assertEquals(0, woken());
    assertEquals(List.of(OUTAGE, LATER), activities.awaited());
    assertEquals(List.of(REGISTRY, REGISTRY, REGISTRY, REGISTRY), activities.woken());
  }

  @Test
  void aRegistryThatStaysAwayIsAwaitedAgainBeforeTasksAreTriggered() {
    List<Integer> waitsBeforeWaking = new CopyOnWriteArrayList<>();
    activities.serves(call -> call == 3);
    activities.waiting(
        call -> {
          waitsBeforeWaking.add(activities.awaited().size());
          return 0;
        });
    environment.standing().refused(OUTAGE);
    assertEquals(0, woken());
    assertEquals(List.of(OUTAGE, OUTAGE, OUTAGE), activities.awaited());
    assertEquals(List.of(3, 3), waitsBeforeWaking);
  }

  /** Temporal refuses further signals after 10,000 in one run. */
  @Test
  void manySignalsLeadToANewRunThatKnowsTheNewestOutage() {
    activities.serves(call -> call == 2);
    activities.onAwait(
        call -> {
          if (call == 1) {
            away.pass();
          }
        });
    environment.standing().refused(OUTAGE);
    away.awaitReached();
    String firstRun = environment.task(MirrorMode.REAL.outageId(REGISTRY)).run();
    for (int i = 0; i < 1_000; i++) {
      environment.standing().refused(LATER);
    }
    away.open();
    assertEquals(0, woken());
    assertNotEquals(firstRun, environment.task(MirrorMode.REAL.outageId(REGISTRY)).run());
    assertEquals(List.of(OUTAGE, LATER), activities.awaited());
  }

  @Test
  void aFailedWaitIsRepeated() {
    activities.onAwait(
        call -> {
          if (call <= 3) {
            throw new IllegalStateException("a worker's bad moment");
          }
        });
    environment.standing().refused(OUTAGE);

    assertEquals(0, woken());
    assertEquals(4, activities.awaited().size());
  }

  @Test
  void aSignalWithAMissingOrBrokenArgumentIsIgnored() {
    activities.onAwait(call -> away.pass());
    environment.standing().refused(OUTAGE);
    away.awaitReached();
    stub().signal("refused");
    stub().signal("refused", "a text where an outage belongs");
    away.open();

    assertEquals(0, woken());
    assertEquals(List.of(OUTAGE), activities.awaited());
  }

  @Test
  void aLaterOutageIsAnotherExecution() {
    environment.standing().refused(OUTAGE);
    woken();
    environment.standing().refused(LATER);
    woken();

    assertEquals(List.of(OUTAGE, LATER), activities.awaited());
  }

  private int woken() {
    return stub().getResult(Integer.class);
  }

  private WorkflowStub stub() {
    return environment.client().newUntypedWorkflowStub(MirrorMode.REAL.outageId(REGISTRY));
  }
}

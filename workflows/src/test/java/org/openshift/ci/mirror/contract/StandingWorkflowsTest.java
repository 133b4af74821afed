package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeImageStreamWatch;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.Samples;

/** Standing workflows are started by every caller that needs them. */
class StandingWorkflowsTest {

  private static final String WATCHER = MirrorMode.REAL.watcherId();
  private static final String WATCH = MirrorMode.REAL.imageStreamWatchId();

  @Test
  void theWatcherAndTheWatchAreStartedOnce() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      FakeImageStreamWatch watch = environment.fakes(MirrorMode.REAL).imageStreamWatch();
      watch.onWatch(call -> held.pass());
      environment.standing().ensureRunning();
      held.awaitReached();
      String watcherRun = environment.task(WATCHER).run();
      String watchRun = environment.task(WATCH).run();
      environment.standing().ensureRunning();

      assertEquals(watcherRun, environment.task(WATCHER).run());
      assertEquals(watchRun, environment.task(WATCH).run());
      assertEquals(List.of(WatchPosition.start()), watch.positions());
      held.open();
    }
  }

  @Test
  void terminatedWorkflowsAreStartedAgain() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.fakes(MirrorMode.REAL).imageStreamWatch().onWatch(call -> held.pass());
      environment.standing().ensureRunning();
      String watcherRun = environment.task(WATCHER).run();
      String watchRun = environment.task(WATCH).run();
      environment.task(WATCHER).stub().terminate("by hand");
      environment.task(WATCH).stub().terminate("by hand");
      environment.standing().ensureRunning();

      assertNotEquals(watcherRun, environment.task(WATCHER).run());
      assertNotEquals(watchRun, environment.task(WATCH).run());
      held.open();
    }
  }

  @Test
  void aTerminatedWatcherIsNotBusyAndIsStartedByTheNextSignal() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.watcher().ensureRunning();
      environment.task(WATCHER).stub().terminate("by hand");

      assertFalse(environment.watcher().isBusy());
      environment.watcher().tell(List.of(Samples.CLI), true);
      Await.until(
          "it is compared",
          () -> environment.fakes(MirrorMode.REAL).watcher().compared().contains(Samples.CLI));
    }
  }

  @Test
  void oneOutageServesAllTasks() {
    Gate away = new Gate();
    RegistryOutage first = new RegistryOutage("quay.example", "quay.example/a/b:c", false);
    RegistryOutage second = new RegistryOutage("quay.example", "quay.example/d/e:f", true);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.fakes(MirrorMode.REAL).registryOutage().onAwait(call -> away.pass());
      environment.standing().refused(first);
      away.awaitReached();
      String run = environment.task(MirrorMode.REAL.outageId("quay.example")).run();
      environment.standing().refused(second);

      assertEquals(run, environment.task(MirrorMode.REAL.outageId("quay.example")).run());
      assertEquals(List.of(first), environment.fakes(MirrorMode.REAL).registryOutage().awaited());
      away.open();
    }
  }

  @Test
  void workersReportTheirRules() {
    RulesVersion rules = new RulesVersion("c1", "a1");
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.standing().rulesInForce("worker-1", rules);
      assertEquals(rules, environment.standing().rules().newest());
    }
  }
}

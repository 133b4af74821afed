package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** Which rules are in force while workers have different ones. */
class RulesInForceWorkflowTest {

  private static final RulesVersion OLD = new RulesVersion("c1", "c1-a");
  private static final RulesVersion NEW = new RulesVersion("c2", "c2-a");
  private static final RulesVersion NONE =
      new RulesVersion(RulesVersion.NO_CONFIGURATION, "none-a");

  private MirrorEnvironment environment;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void theConfigurationThatWasReportedLastIsTheNewest() {
    say("w1", OLD);
    say("w2", OLD);
    assertEquals(OLD, newest());
    say("w2", NEW);
    assertEquals(NEW, newest());
    say("w1", OLD);
    assertEquals(NEW, newest(), "an older worker's word does not make it newer");
  }

  @Test
  void newerTestInputsDoNotMakeAnOlderConfigurationNewer() {
    say("w1", OLD);
    say("w2", NEW);
    say("w1", new RulesVersion("c1", "c1-b"));
    assertEquals(NEW, newest());
  }

  @Test
  void withEqualConfigurationsTheNewerTestInputsCount() {
    RulesVersion later = new RulesVersion("c1", "c1-b");
    say("w1", OLD);
    say("w2", later);
    say("w1", OLD);
    assertEquals(later, newest());
  }

  @Test
  void aRollbackCountsOnceNoWorkerHasWhatWasRolledBack() {
    say("w1", OLD);
    say("w1", NEW);
    say("w2", NEW);
    say("w1", OLD);
    assertEquals(NEW, newest());
    say("w2", OLD);
    assertEquals(OLD, newest());
  }

  @Test
  void aWorkerWithoutAConfigurationIsNeverTheNewestBesideOneThatHasOne() {
    say("w1", NONE);
    assertEquals(NONE, newest());
    say("w2", OLD);
    say("w1", new RulesVersion(RulesVersion.NO_CONFIGURATION, "none-b"));
    assertEquals(OLD, newest());
  }

  @Test
  void aWorkerWithoutAReportForAMinuteIsForgotten() {
    say("w1", OLD);
    say("w2", NEW);
    environment.pass(Duration.ofSeconds(50));
    say("w1", OLD);
    assertEquals(NEW, newest());
    environment.pass(Duration.ofSeconds(20));
    say("w1", OLD);
    assertEquals(OLD, newest());
  }

  @Test
  void aWorkerThatStopsIsForgottenAtOnce() {
    say("w1", OLD);
    say("w2", NEW);
    environment.standing().rules().stopped("w2");
    assertEquals(OLD, newest());
    environment.standing().rules().stopped("w1");
    assertNull(newest());
  }

  @Test
  void signalsWithMissingArgumentsAreIgnored() {
    say("w1", OLD);
    WorkflowStub stub = stub();
    stub.signal("inForce");
    stub.signal("inForce", "w1");
    stub.signal("inForce", null, NEW);
    stub.signal("stopped");
    assertEquals(OLD, newest());
  }

  @Test
  void anOlderConfigurationStaysOlderAfterItsFirstVersionsAreForgotten() {
    say("w1", OLD);
    say("w2", NEW);
    for (int i = 0; i < 150; i++) {
      say("w2", new RulesVersion("c2", "c2-" + i));
      say("w1", new RulesVersion("c1", "c1-" + i));
    }
    assertEquals(new RulesVersion("c2", "c2-149"), newest());
  }

  @Test
  void theVersionOfALivingWorkerIsNotForgotten() {
    RulesVersion newest = OLD;
    say("w1", OLD);
    say("w1", new RulesVersion("c1", "c1-stuck"));
    for (int i = 0; i < 150; i++) {
      newest = new RulesVersion("c1", "c1-" + i);
      say("w2", newest);
    }
    say("w1", new RulesVersion("c1", "c1-stuck"));
    assertEquals(newest, newest());
  }

  @Test
  void aNewRunKeepsWorkersAndOrder() {
    say("w1", OLD);
    say("w2", NEW);
    String firstRun = run();
    for (int said = 0; run().equals(firstRun); said += 100) {
      assertTrue(said < 4_096, "no new run after " + said + " signals");
      for (int i = 0; i < 100; i++) {
        say("w1", OLD);
      }
      // A run cannot end while signals arrive without a pause.
      newest();
    }

    assertNotEquals(firstRun, run());
    assertEquals(NEW, newest());
    environment.standing().rules().stopped("w2");
    assertEquals(OLD, newest());
  }

  private void say(String worker, RulesVersion version) {
    environment.standing().rulesInForce(worker, version);
  }

  private RulesVersion newest() {
    return environment.standing().rules().newest();
  }

  private String run() {
    return environment.task(MirrorMode.REAL.rulesId()).run();
  }

  private WorkflowStub stub() {
    return environment.client().newUntypedWorkflowStub(MirrorMode.REAL.rulesId());
  }
}

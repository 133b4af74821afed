package org.openshift.ci.mirror.activity.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.RulesInForceWorkflowImpl;

/** How long an answer about the newest rules is used. */
@Timeout(60)
class TemporalRulesRegisterTest {

  private static final RulesVersion OLD = new RulesVersion("old", "old");
  private static final RulesVersion NEW = new RulesVersion("new", "new");

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final StandingWorkflows standing =
      new StandingWorkflows(temporal.getWorkflowClient(), MirrorMode.REAL);
  private final AtomicLong nanos = new AtomicLong();
  private final TemporalRulesRegister register = new TemporalRulesRegister(standing, nanos::get);

  @BeforeEach
  void start() {
    temporal
        .newWorker(MirrorMode.REAL.standingQueue())
        .registerWorkflowImplementationTypes(RulesInForceWorkflowImpl.class);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private void inForce(String worker, RulesVersion version) {
    standing.rulesInForce(worker, version);
    Await.until(
        "the rules are in force",
        Duration.ofSeconds(30),
        () -> version.equals(standing.rules().newest()),
        () -> standing.rules().newest());
  }

  @Test
  void withoutReportsThereAreNoNewestRules() {
    assertEquals(Optional.empty(), register.newest(false));
    assertEquals(Optional.empty(), register.newest(true));
  }

  @Test
  void anAnswerIsReusedForTwoSeconds() {
    inForce("first", OLD);
    assertEquals(Optional.of(OLD), register.newest(false));
    inForce("second", NEW);
    nanos.addAndGet(TemporalRulesRegister.ANSWER_IS_GOOD.toNanos());
    assertEquals(Optional.of(OLD), register.newest(false));
    nanos.addAndGet(1);
    assertEquals(Optional.of(NEW), register.newest(false));
  }

  @Test
  void anExactAnswerIsNeverAnOldOne() {
    inForce("first", OLD);
    assertEquals(Optional.of(OLD), register.newest(true));
    inForce("second", NEW);
    nanos.addAndGet(1);
    assertEquals(Optional.of(NEW), register.newest(true));
  }
}

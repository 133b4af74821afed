package org.openshift.ci.mirror.activity.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.RulesInForceWorkflowImpl;

/** How long an answer about the newest rules is used. */
@Timeout(60)
class TemporalRulesRegisterTest {

  private static final int CALLERS = 20;
  private static final RulesVersion OLD = new RulesVersion("old", "old");
  private static final RulesVersion NEW = new RulesVersion("new", "new");

  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final StandingWorkflows standing =
      new StandingWorkflows(temporal.getWorkflowClient(), MirrorMode.REAL);
  private final AtomicLong nanos = new AtomicLong();
  private final TemporalRulesRegister register =
      new TemporalRulesRegister(standing, PATIENT, nanos::get);

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
  void aNewAnswerIsNeverAnOldOne() {
    inForce("first", OLD);
    assertEquals(Optional.of(OLD), register.newest(true));
    inForce("second", NEW);
    nanos.addAndGet(1);
    assertEquals(Optional.of(NEW), register.newest(true));
  }

  /** After this no query is answered, as between a worker's death and Temporal's notice of it. */
  private void stopWorker() {
    temporal.getWorkerFactory().shutdownNow();
    temporal.getWorkerFactory().awaitTermination(PATIENT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void withoutAnAnswerEveryCallerFailsInTimeNotOneAfterTheOther() {
    inForce("first", OLD);
    stopWorker();
    Duration limit = Duration.ofMillis(500);
    TemporalRulesRegister bounded = new TemporalRulesRegister(standing, limit, nanos::get);
    long begun = System.nanoTime();
    List<Status.Code> failures =
        new Fanout(CALLERS)
            .map(
                Collections.nCopies(CALLERS, true),
                askAnew ->
                    assertThrows(StatusRuntimeException.class, () -> bounded.newest(askAnew))
                        .getStatus()
                        .getCode());
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertEquals(Collections.nCopies(CALLERS, Status.Code.DEADLINE_EXCEEDED), failures);
    assertTrue(took.compareTo(limit.multipliedBy(CALLERS / 2)) < 0, took.toString());
  }

  @Test
  void anInterruptEndsAQuestion() throws InterruptedException {
    inForce("first", OLD);
    stopWorker();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    AtomicReference<Status.Code> failure = new AtomicReference<>();
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  failure.set(
                      assertThrows(StatusRuntimeException.class, () -> register.newest(true))
                          .getStatus()
                          .getCode());
                  stillInterrupted.set(Thread.currentThread().isInterrupted());
                });
    Await.until(
        "the question is asked",
        PATIENT,
        () -> asking.getState() == Thread.State.TIMED_WAITING,
        asking::getState);
    asking.interrupt();
    assertTrue(asking.join(PATIENT.dividedBy(2)));
    assertEquals(Status.Code.CANCELLED, failure.get());
    assertTrue(stillInterrupted.get());
  }
}

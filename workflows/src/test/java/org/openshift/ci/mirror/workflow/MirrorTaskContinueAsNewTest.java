package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;

import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Attempt;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** A task with a long history goes on in a new run. */
class MirrorTaskContinueAsNewTest {

  @Test
  void aNewRunKeepsTheFailuresInARow() {
    AtomicReference<String> firstRun = new AtomicReference<>();
    AtomicReference<MirrorErrorType> last = new AtomicReference<>(MirrorErrorType.ACCESS_DENIED);
    AtomicInteger ofTheSecondRun = new AtomicInteger();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onCheck(
              call -> {
                String run = Activity.getExecutionContext().getInfo().getWorkflowRunId();
                firstRun.compareAndSet(null, run);
                if (run.equals(firstRun.get())) {
                  last.updateAndGet(MirrorTaskContinueAsNewTest::other);
                  throw Failures.of(last.get());
                }
                // With the last failure of the first run, this is one too few to park.
                if (ofTheSecondRun.incrementAndGet() <= last.get().parkAfter() - 2) {
                  throw Failures.of(last.get());
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A);

      assertEquals(Outcome.MIRRORED, view.result().outcome());
      assertTrue(!view.run().equals(firstRun.get()), "no new run");
      assertEquals(null, view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      List<Attempt> attempts = environment.registries().attempts("CheckQuayDigest");
      assertTrue(attempts.size() > 100, () -> attempts.size() + " attempts");
      for (int i = 1; i < attempts.size(); i++) {
        Duration wait = Duration.between(attempts.get(i - 1).at(), attempts.get(i).at());
        boolean early = i < 8;
        assertTrue(
            wait.compareTo(Duration.ofMinutes(6)) < 0, () -> "parked after a wait of " + wait);
        assertTrue(
            early || wait.compareTo(Duration.ofMinutes(2)) > 0,
            () -> "the backoff began anew: " + wait);
      }
    }
  }

  /** An execution stays with the worker that has it in its cache; a new run may go to any. */
  @Test
  void outdatedRulesLeadToANewRun() {
    Set<String> runs = new CopyOnWriteArraySet<>();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onCheck(
              call -> {
                runs.add(Activity.getExecutionContext().getInfo().getWorkflowRunId());
                if (runs.size() < 3) {
                  throw Failures.of(MirrorErrorType.RULES_OUTDATED);
                }
              });
      assertEquals(Outcome.MIRRORED, environment.mirror(CLI, DIGEST_A).result().outcome());
      assertEquals(3, environment.registries().attempts("CheckQuayDigest").size());
    }
  }

  private static MirrorErrorType other(MirrorErrorType type) {
    return type == MirrorErrorType.ACCESS_DENIED
        ? MirrorErrorType.CREDENTIALS_REFUSED
        : MirrorErrorType.ACCESS_DENIED;
  }

  /** The request arrives when a new run is due anyway. */
  @Test
  void aWithdrawalIsNotLostAtANewRun() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onCheck(FakeRegistries.failing(99, MirrorErrorType.RULES_OUTDATED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      view.signals().operatorRequest(new OperatorRequest(Action.WITHDRAW, "alice", "not yet"));
      assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
    }
  }

  @Test
  void aNewRunStaysParkedByHand() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      view.signals().operatorRequest(new OperatorRequest(Action.PARK, "alice", "not yet"));
      String first = view.run();
      // Each is an event of the history. The run ends after the last one: none can while signals
      // arrive.
      for (int i = 0; i < 2_100; i++) {
        view.signals().trigger();
      }
      Await.until("a new run", () -> !view.run().equals(first));
      view.signals().trigger();
      // A run that is not parked would push within this time.
      environment.pass(Duration.ofHours(1));
      view.await(MirrorState.PARKED);
      assertEquals(1, environment.registries().pushCalls());
      view.signals().operatorRequest(new OperatorRequest(Action.UNPARK, "alice", ""));
      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }
}

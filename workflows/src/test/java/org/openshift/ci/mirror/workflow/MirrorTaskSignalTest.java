package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_C;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Triggers and queries of an open task. */
class MirrorTaskSignalTest {

  private final Gate held = new Gate();

  @Test
  void onlyTheLatestImageIsPushedAfterAPush() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      environment.mirror(CLI, DIGEST_B);
      environment.mirror(CLI, DIGEST_C);
      held.open();

      assertEquals(DIGEST_C, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_A, DIGEST_C), environment.registries().pushedDigests());
      assertEquals(1, environment.registries().mostPushesAtOnce());
      assertEquals(DIGEST_C, environment.registries().target(destination(CLI)));
      for (PushRequest push : environment.registries().pushes()) {
        assertEquals(push.digest(), environment.registries().target(push.dateDestination()));
      }
    }
  }

  @Test
  void aHundredTriggersDuringAPushLeadToOneMoreLook() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      for (int i = 0; i < 100; i++) {
        view.signals().trigger();
      }
      held.open();

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertEquals(2, environment.registries().resolves());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aHundredTriggersFromTheStartLeadToOnePush() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      for (int i = 0; i < 100; i++) {
        environment.mirror(CLI, DIGEST_A);
      }
      assertEquals(DIGEST_A, environment.task(CLI_MIRROR).resultAtOnce().digest());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void theTriggerOfTheStartLeadsToNoSecondLook() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.mirror(CLI, DIGEST_A).resultAtOnce();

      assertEquals(1, environment.registries().resolves());
    }
  }

  @Test
  void aTriggerDuringTheChecksLeadsToAnotherLookBeforeTheEnd() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(destination(CLI), DIGEST_A);
      environment.registries().onCheck(FakeRegistries.holdingTheFirst(held));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      held.awaitReached();
      environment.mirror(CLI, DIGEST_B);
      held.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_B), environment.registries().pushedDigests());
    }
  }

  @Test
  void aSourceThatReturnsToAnOlderDigestIsPushedAgain() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(destination(CLI), DIGEST_B);
      TaskView view = startAndHoldTheFirstPush(environment);
      environment.mirror(CLI, DIGEST_B);
      held.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_A, DIGEST_B), environment.registries().pushedDigests());
    }
  }

  @Test
  void anOwnerThatTakesOverDuringAPushIsPushedNext() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      environment.registries().want(claim(MirrorOwner.SUPPLEMENTAL, CLI, DIGEST_B));
      view.signals().trigger();
      held.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(MirrorOwner.SUPPLEMENTAL, environment.registries().pushes().getLast().owner());
    }
  }

  @Test
  void aPushWhoseSourceMovedIsRepeatedWithTheNewSource() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                if (call == 1) {
                  environment.registries().want(claim(CLI, DIGEST_B));
                  throw Failures.of(MirrorErrorType.SOURCE_MOVED);
                }
              });

      assertEquals(DIGEST_B, environment.mirror(CLI, DIGEST_A).result().digest());
      assertEquals(List.of(DIGEST_B), environment.registries().pushedDigests());
    }
  }

  @Test
  void aTaskThatIsStartedWithoutATriggerWorks() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().want(claim(CLI, DIGEST_A));
      environment.starter().startUnlessOpen(CLI_MIRROR, MirrorOwner.DISTRIBUTOR);

      assertEquals(DIGEST_A, environment.task(CLI_MIRROR).resultAtOnce().digest());
    }
  }

  @Test
  void unknownSignalsAndArgumentsAreIgnored() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      for (String signal : List.of("newerSource", "withdraw", "trigger")) {
        view.stub().signal(signal);
        view.stub().signal(signal, "a text that nobody asked for");
        view.stub().signal(signal, List.of(1, 2));
      }
      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  @Test
  void theStatusShowsTheClaimAndTheState() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      assertEquals(MirrorState.COPYING, view.status().state());
      assertEquals(CLI_MIRROR, view.status().destination());
      assertEquals(claim(CLI, DIGEST_A), view.status().claim());
      assertNull(view.status().nextAttemptAt());
      environment.mirror(CLI, DIGEST_B);
      assertEquals(claim(CLI, DIGEST_A), view.status().claim(), "what it asked for last");
      held.open();
      view.resultAtOnce();
      assertEquals(claim(CLI, DIGEST_B), view.status().claim());
      assertEquals(0, view.status().failures());
    }
  }

  @Test
  void theStatusOfAWaitingTaskShowsTheFailureAndTheNextAttempt() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onResolve(FakeRegistries.failing(9, MirrorErrorType.TIMEOUT));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);

      assertNull(view.status().claim());
      assertEquals("Timeout", view.status().errorType());
      assertNotNull(view.status().lastError());
      assertNotNull(view.status().nextAttemptAt());
      assertEquals(
          MirrorTaskInput.first(CLI_MIRROR, MirrorMode.REAL).destination(),
          view.status().destination());
    }
  }

  private TaskView startAndHoldTheFirstPush(MirrorEnvironment environment) {
    environment.registries().onPush(FakeRegistries.holdingTheFirst(held));
    TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.COPYING);
    held.awaitReached();
    return view;
  }
}

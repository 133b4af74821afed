package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_C;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** What happens to an open task that is told something. */
class MirrorTaskSignalTest {

  private static final MirrorTask TASK = task(CLI, DIGEST_A, 0);

  @Test
  void newerDigestsDuringAPushArePushedAfterItNewestLast() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);

      environment.starter().startOrTell(task(CLI, DIGEST_C, 2));
      environment.starter().startOrTell(task(CLI, DIGEST_B, 1));
      held.open();

      assertEquals(DIGEST_C, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_A, DIGEST_C), pushed(environment));
      assertEquals(1, environment.registries().mostPushesAtOnce());
      assertEquals(DIGEST_C, environment.registries().target(TASK.destination()));
      for (PushRequest push : environment.registries().pushes()) {
        assertEquals(push.digest(), environment.registries().target(push.dateDestination()));
      }
    }
  }

  @Test
  void theSameEventAHundredTimesIsOnePush() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      for (int i = 1; i < 100; i++) {
        environment.starter().startOrTell(task(CLI, DIGEST_A, i % 7));
      }
      held.open();

      assertEquals(DIGEST_A, view.resultAtOnce().digest());
      assertEquals(1, environment.registries().pushCalls());
      assertEquals(1, environment.registries().checks());
    }
  }

  @Test
  void theSameEventAHundredTimesFromTheStartIsOnePush() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      for (int i = 0; i < 100; i++) {
        environment.tell(TASK);
      }
      assertEquals(DIGEST_A, environment.task(TASK).resultAtOnce().digest());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aTriggerDuringAPushLooksAgainAndFindsNothingToDo() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      environment.starter().startOrTrigger(MirrorTask.byHand(CLI, T0));
      held.open();

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertEquals(2, environment.registries().checks());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aNewerSourceDuringTheChecksIsPushedInsteadOfTheOldOne() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      // A workflow hears nothing while it reads at once, which is short.
      environment.registries().onCheck(FakeRegistries.inTheQueue(call -> held.pass()));
      environment.starter().startOrTell(TASK);
      held.awaitReached();
      environment.starter().startOrTell(task(CLI, DIGEST_B, 1));
      held.open();

      assertEquals(DIGEST_B, environment.task(TASK).resultAtOnce().digest());
      assertEquals(List.of(DIGEST_B), pushed(environment));
    }
  }

  @Test
  void aSourceThatGoesBackIsPushedBack() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(TASK.destination(), DIGEST_B);
      TaskView view = startAndHoldTheFirstPush(environment);
      environment.starter().startOrTell(task(CLI, DIGEST_B, 1));
      held.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_A, DIGEST_B), pushed(environment));
    }
  }

  @Test
  void withdrawalEndsAWaitingTask() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndPark(environment);
      view.signals().withdraw(TagChange.removed(CLI, T0.plusSeconds(1)));

      assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void anOlderWithdrawalIsPassedOver() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndPark(environment);
      view.signals().withdraw(TagChange.removed(CLI, T0.minusSeconds(1)));
      view.signals().trigger();

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  @Test
  void aSourceSeenAfterTheWithdrawalWins() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      view.signals().withdraw(TagChange.removed(CLI, T0.plusSeconds(1)));
      environment.starter().startOrTell(task(CLI, DIGEST_B, 2));
      held.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_A, DIGEST_B), pushed(environment));
    }
  }

  @Test
  void signalsWithoutOrWithBrokenArgumentsDoNoHarm() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndPark(environment);
      for (String signal : List.of("newerSource", "withdraw", "trigger", "unknown")) {
        view.stub().signal(signal);
        view.stub().signal(signal, "a text where an object belongs");
        view.stub().signal(signal, List.of(1, 2));
      }
      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  @Test
  void theStatusTellsWhatItWorksOn() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startAndHoldTheFirstPush(environment);
      assertEquals(MirrorState.COPYING, view.status().state());
      assertEquals(TASK, view.status().task());
      assertEquals(null, view.status().nextAttemptAt());
      MirrorTask newer = task(CLI, DIGEST_B, 1);
      environment.starter().startOrTell(newer);
      assertEquals(newer, view.status().task());
      held.open();
      view.resultAtOnce();
      assertEquals(newer, view.status().task());
      assertTrue(view.status().failures() == 0);
    }
  }

  private final Gate held = new Gate();

  private TaskView startAndHoldTheFirstPush(MirrorEnvironment environment) {
    environment
        .registries()
        .onPush(
            call -> {
              if (call == 1) {
                held.pass();
              }
            });
    environment.starter().startOrTell(TASK);
    held.awaitReached();
    return environment.task(TASK).await(MirrorState.COPYING);
  }

  private static TaskView startAndPark(MirrorEnvironment environment) {
    environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    environment.starter().startOrTell(TASK);
    return environment.task(TASK).await(MirrorState.PARKED);
  }

  private static List<String> pushed(MirrorEnvironment environment) {
    return environment.registries().pushes().stream().map(PushRequest::digest).toList();
  }
}

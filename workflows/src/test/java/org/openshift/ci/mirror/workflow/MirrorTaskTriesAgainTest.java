package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Hook;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** A task that has failed shows it until it succeeds, also while it makes its next attempt. */
@Order(1)
class MirrorTaskTriesAgainTest {

  private final Gate held = new Gate();

  private Hook failingOnceThenHeld(MirrorErrorType type) {
    return call -> {
      if (call == 1) {
        throw Failures.of(type);
      }
      if (call == 2) {
        held.pass();
      }
    };
  }

  private static void assertShown(MirrorState expected, TaskView view) {
    assertEquals(expected, view.state());
    assertEquals(expected, view.status().state());
  }

  @Test
  void isRetryingWhileItPushesAgain() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(failingOnceThenHeld(MirrorErrorType.TIMEOUT));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      environment.pass(Duration.ofSeconds(3));
      held.awaitReached();
      assertShown(MirrorState.RETRYING, view);
      assertEquals("", view.memo(MirrorMemo.NEXT_ATTEMPT_AT), "it does not wait");
      held.open();

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertEquals(MirrorState.COPYING, view.state(), "it is not retrying any more");
    }
  }

  /** The update becomes visible when the workflow task heartbeats, some seconds later. */
  @Test
  void isRetryingWhileItChecksAgain() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onCheck(failingOnceThenHeld(MirrorErrorType.TIMEOUT));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      environment.pass(Duration.ofSeconds(3));
      held.awaitReached();
      Await.until(
          "the next attempt is shown", () -> view.memo(MirrorMemo.NEXT_ATTEMPT_AT).isEmpty());
      assertEquals(MirrorState.RETRYING, view.state());
      held.open();

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  /** The end of a registry outage triggers its tasks, and some fail once more. */
  @Test
  void isRetryingWhenATriggerEndsItsWait() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(failingOnceThenHeld(MirrorErrorType.REGISTRY_READ_ONLY));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      view.signals().trigger();
      held.awaitReached();
      assertShown(MirrorState.RETRYING, view);
      held.open();
      view.resultAtOnce();
    }
  }

  @Test
  void beginsAnewWhenItWasParkedAndIsTriggered() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(failingOnceThenHeld(MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      view.signals().trigger();
      held.awaitReached();
      assertShown(MirrorState.COPYING, view);
      held.open();
      view.resultAtOnce();
    }
  }

  @Test
  void isRetryingWhenItWasParkedAndTriesAgainByItself() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(failingOnceThenHeld(MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      environment.pass(Duration.ofHours(6));
      held.awaitReached();
      assertShown(MirrorState.RETRYING, view);
      held.open();
      view.resultAtOnce();
    }
  }

  @Test
  void isNotRetryingAfterASuccessAlthoughItGoesOn() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      Gate last = new Gate();
      environment
          .registries()
          .onPush(
              call -> {
                if (call == 3) {
                  last.pass();
                } else {
                  failingOnceThenHeld(MirrorErrorType.TIMEOUT).before(call);
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      environment.trigger(CLI_MIRROR);
      held.awaitReached();
      environment.mirror(CLI, DIGEST_B);
      held.open();
      last.awaitReached();
      assertShown(MirrorState.COPYING, view);
      last.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
    }
  }
}

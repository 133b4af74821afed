package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Tasks that a person asks for by the tag alone. */
class MirrorTaskByHandTest {

  private static final String SOURCE = "registry.example/ocp/4.20:cli";
  private static final MirrorTask BY_HAND = MirrorTask.byHand(CLI, T0.plusSeconds(3_600));

  @Test
  void isCompletedFromWhatTheWorkerKnows() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putSource(SOURCE, DIGEST_A);
      environment.starter().startOrTrigger(BY_HAND);

      TaskView view = environment.task(BY_HAND);
      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      PushRequest push = environment.registries().pushes().getFirst();
      assertEquals(SOURCE + "@" + DIGEST_A, push.source());
      assertEquals(destination(CLI), push.destination());
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
      assertEquals(SOURCE + "@" + DIGEST_A, view.memo(MirrorMemo.SOURCE));
      assertEquals(destination(CLI), view.memo(MirrorMemo.DESTINATION));
    }
  }

  @Test
  void failsClearlyWhereTheTagDoesNotExist() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.starter().startOrTrigger(BY_HAND);

      TaskView view = environment.task(BY_HAND);
      WorkflowFailedException failed =
          assertThrows(WorkflowFailedException.class, view::resultAtOnce);
      ApplicationFailure cause = assertInstanceOf(ApplicationFailure.class, failed.getCause());
      assertEquals("SourceMissing", cause.getType());
      assertEquals(Failures.message(MirrorErrorType.SOURCE_MISSING), cause.getOriginalMessage());
      assertEquals(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED, view.execution());
    }
  }

  @Test
  void goesOnWhenTheTagAppearsWhileItIsLookedFor() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onResolve(call -> held.pass());
      environment.starter().startOrTrigger(BY_HAND);
      held.awaitReached();
      environment.starter().startOrTell(task(CLI, DIGEST_B, 0));
      environment.starter().startOrTell(task(CLI, DIGEST_A, 4_000));
      held.open();

      assertEquals(DIGEST_A, environment.task(BY_HAND).resultAtOnce().digest());
    }
  }

  @Test
  void otherFailuresAreWaitedForAsAlways() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putSource(SOURCE, DIGEST_A);
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      environment.starter().startOrTrigger(BY_HAND);
      environment.task(BY_HAND).await(MirrorState.PARKED);
      environment.starter().startOrTrigger(BY_HAND);

      assertEquals(Outcome.MIRRORED, environment.task(BY_HAND).resultAtOnce().outcome());
    }
  }

  @Test
  void anEventWhileItPushesIsNotLostToAClockThatIsBehind() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putSource(SOURCE, DIGEST_A);
      environment
          .registries()
          .onPush(
              call -> {
                if (call == 1) {
                  held.pass();
                }
              });
      environment.starter().startOrTrigger(BY_HAND);
      held.awaitReached();
      environment.registries().putSource(SOURCE, DIGEST_B);
      environment.starter().startOrTell(task(CLI, DIGEST_B, 1));
      held.open();

      assertEquals(DIGEST_B, environment.task(BY_HAND).resultAtOnce().digest());
      assertEquals(
          List.of(DIGEST_A, DIGEST_B),
          environment.registries().pushes().stream().map(PushRequest::digest).toList());
    }
  }

  @Test
  void tellsAnOpenTaskToLookAgainAndLeavesItsSource() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      environment.starter().startOrTell(task(CLI, DIGEST_A, 0));
      environment.task(BY_HAND).await(MirrorState.PARKED);
      environment.starter().startOrTell(BY_HAND);

      assertEquals(DIGEST_A, environment.task(BY_HAND).resultAtOnce().digest());
    }
  }
}

package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.digest;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** A task that ends or is cancelled loses no trigger and leaves no timer. */
class MirrorTaskEndTest {

  @Test
  void aTriggerWhileATaskEndsIsNotLost() {
    int sources = 60;
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      for (int i = 0; i < sources; i++) {
        String digest = digest(i);
        environment.mirror(CLI, digest);
        // The next trigger arrives while the workflow completes, or just after.
        Await.until(
            digest + " is pushed",
            () -> digest.equals(environment.registries().target(destination(CLI))));
      }
      environment.task(CLI_MIRROR).resultAtOnce();

      assertEquals(
          IntStream.range(0, sources).mapToObj(i -> digest(i)).toList(),
          environment.registries().pushedDigests());
      assertEquals(1, environment.registries().mostPushesAtOnce());
    }
  }

  @Test
  void aTriggerDuringEachPushIsNotLost() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                if (call <= 20) {
                  environment.mirror(CLI, digest(call));
                }
              });
      TaskView view = environment.mirror(CLI, digest(0));

      assertEquals(digest(20), view.resultAtOnce().digest());
      assertEquals(21, environment.registries().pushCalls());
    }
  }

  @Test
  void cancellationEndsAParkedTask() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      view.stub().cancel();

      awaitCancelled(view);
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aCancelledTaskEndsOnlyWhenItsPushHasStopped() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(call -> held.pass());
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.COPYING);
      held.awaitReached();
      view.stub().cancel();
      Await.until(
          "the activity is told",
          () -> view.events(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED) == 1);

      // Else a new task for the destination could push beside this one.
      assertEquals(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING, view.execution());
      held.open();
      awaitCancelled(view);
    }
  }

  @Test
  void aWaitThatEndsEarlyLeavesNoTimer() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(5, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      for (int call = 1; call <= 5; call++) {
        int calls = call;
        Await.until(
            "push " + call + " parked",
            () ->
                environment.registries().pushCalls() == calls
                    && view.state() == MirrorState.PARKED);
        view.signals().trigger();
      }
      view.resultAtOnce();

      assertEquals(5, view.events(EventType.EVENT_TYPE_TIMER_STARTED));
      assertEquals(5, view.events(EventType.EVENT_TYPE_TIMER_CANCELED));
    }
  }

  @Test
  void cancellationEndsARetryingTask() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onCheck(
              call -> {
                throw Failures.rateLimited(Duration.ofDays(1));
              });
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      view.stub().cancel();

      awaitCancelled(view);
    }
  }

  private static void awaitCancelled(TaskView view) {
    Await.until(
        "cancelled",
        () -> view.execution() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
  }
}

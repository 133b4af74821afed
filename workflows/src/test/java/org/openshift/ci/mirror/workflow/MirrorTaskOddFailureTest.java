package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Failures that no activity throws on purpose do not stop a task. */
class MirrorTaskOddFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("without message", new NullPointerException(), "NullPointerException"),
        Arguments.of("unchecked", new IllegalStateException("broken"), "broken"),
        Arguments.of("an error", new AssertionError("wrong"), "wrong"),
        Arguments.of(
            "details of another kind",
            ApplicationFailure.newFailure("odd", "Foreign", "no failure detail", "no claim"),
            "odd"),
        Arguments.of("without type", ApplicationFailure.newFailure("odd", ""), "odd"),
        Arguments.of("long", new IllegalStateException("x".repeat(100_000)), "xxx"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void countsAsTransient(String name, Throwable failure, String inTheMessage) {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      // In a push, because an error in a local activity kills a thread of the SDK.
      environment.registries().onPush(call -> throwTheFirst(call, failure));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      String error = view.memo(MirrorMemo.LAST_ERROR);
      assertTrue(error.contains(inTheMessage), () -> "lastError: " + error);
      assertTrue(error.length() <= 1_100, () -> "lastError has " + error.length() + " characters");
      assertEquals(Outcome.MIRRORED, view.result().outcome());
    }
  }

  @Test
  void theTypeIsShown() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onCheck(FakeRegistries.failing(1, MirrorErrorType.UNEXPECTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      assertEquals("Unexpected", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
    }
  }

  /** What a newer version of the activities may return. */
  @ActivityInterface
  public interface NewerCheck {
    @ActivityMethod(name = "ResolveSourceDigest")
    Map<String, Object> resolve(Map<String, Object> destination);
  }

  @Test
  void aResultThatCannotBeReadDoesNotEndTheTask() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options.build());
    try {
      Worker worker = temporal.newWorker(MirrorMode.REAL.taskQueue());
      worker.registerWorkflowImplementationTypes(
          UnreadableArguments.failTheWorkflow(), MirrorTaskWorkflowImpl.class);
      NewerCheck newer = destination -> Map.of("owner", "newer", "tag", CLI.toString());
      worker.registerActivitiesImplementations(newer);
      temporal.start();
      WorkflowClient client = temporal.getWorkflowClient();
      new MirrorTaskStarter(client, MirrorMode.REAL, Clock.systemUTC())
          .startUnlessOpen(CLI_MIRROR, MirrorOwner.DISTRIBUTOR);
      MirrorTaskWorkflow task =
          client.newWorkflowStub(MirrorTaskWorkflow.class, MirrorMode.REAL.taskId(CLI_MIRROR));
      Await.until("it retries", () -> task.status().state() == MirrorState.RETRYING);
      String error = task.status().lastError();
      assertTrue(error.contains("the same version"), error);
    } finally {
      temporal.close();
    }
  }

  private static void throwTheFirst(int call, Throwable failure) {
    if (call == 1) {
      throwAny(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwAny(Throwable failure) throws E {
    throw (E) failure;
  }
}

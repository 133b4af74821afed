package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.nobody;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.LogCapture;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Tasks of a dry run, which only plan. */
class MirrorTaskDryRunTest {

  private static final String ID = "dry-run/mirror/ocp_4.20_cli";
  private static final String COMMAND_LINE =
      "dry run, not pushed: image mirror --keep-manifest-list=true"
          + " registry.example/ocp/4.20@"
          + DIGEST_A
          + "=quay.example/openshift/ci:20260301_sha256_"
          + "a".repeat(64)
          + " registry.example/ocp/4.20@"
          + DIGEST_A
          + "=quay.example/openshift/ci:ocp_4.20_cli";

  @Test
  void staysOpenAsPlannedAndLogsTheCommandLineOnce() {
    try (LogCapture log = LogCapture.of(MirrorTaskWorkflowImpl.class);
        MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = start(environment);
      environment.pass(Duration.ofMinutes(150));
      assertEquals(3, environment.dryRunRegistries().checks(), "once an hour");
      view.signals().trigger();
      view.signals().trigger();
      // The state stays planned during a look, so only the time of the next one shows its end.
      Await.until("it waits again", () -> waitsAgain(view, environment));

      assertEquals(MirrorState.PLANNED, view.state());
      assertEquals(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING, view.execution());
      assertEquals(List.of(COMMAND_LINE), log.lines("dry run"));
      assertEquals(0, environment.dryRunRegistries().pushCalls());
      assertEquals(true, view.attribute(MirrorSearchAttributes.STALE));
    }
  }

  private static boolean waitsAgain(TaskView view, MirrorEnvironment environment) {
    Instant next = view.status().nextAttemptAt();
    return next != null && next.isAfter(environment.clock().instant());
  }

  @Test
  void aRealTaskAndADryRunsTaskDoNotDisturbEachOther() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView planned = start(environment).await(MirrorState.PLANNED);

      assertEquals(Outcome.MIRRORED, environment.mirror(CLI, DIGEST_A).resultAtOnce().outcome());
      assertEquals(MirrorState.PLANNED, planned.state());
      assertEquals(2, environment.dryRunRegistries().attempts().size());
      assertEquals(3, environment.registries().attempts().size());
    }
  }

  @Test
  void endsWhenTheDigestsAreEqualAtTheNextLook() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = start(environment).await(MirrorState.PLANNED);
      environment.dryRunRegistries().putTarget(destination(CLI), DIGEST_A);
      environment.pass(Duration.ofMinutes(61));

      assertEquals(Outcome.EQUAL, view.resultAtOnce().outcome());
    }
  }

  @Test
  void plansANewerSourceAgain() {
    try (LogCapture log = LogCapture.of(MirrorTaskWorkflowImpl.class);
        MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = start(environment).await(MirrorState.PLANNED);
      environment.dryRunRegistries().want(claim(CLI, DIGEST_B));
      view.signals().trigger();
      Await.until("it is planned", () -> log.lines("dry run").size() == 2);

      Await.until(
          "the new digest is shown",
          () -> DIGEST_B.equals(view.attribute(MirrorSearchAttributes.SOURCE_DIGEST)));
    }
  }

  @Test
  void aPlanAfterFailuresShowsNoFailure() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.dryRunRegistries().onCheck(FakeRegistries.failing(2, MirrorErrorType.TIMEOUT));
      TaskView view = start(environment);
      environment.pass(Duration.ofMinutes(1));

      view.await(MirrorState.PLANNED);
      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
      assertEquals(0, view.status().failures());
      assertNull(view.status().errorType());
    }
  }

  @Test
  void endsWhenItsTagIsGone() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = start(environment).await(MirrorState.PLANNED);
      environment.dryRunRegistries().want(CLI_MIRROR, nobody(CLI, MirrorErrorType.SOURCE_GONE));
      view.signals().trigger();

      assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
    }
  }

  private static TaskView start(MirrorEnvironment environment) {
    environment.dryRunRegistries().want(claim(CLI, DIGEST_A));
    environment
        .starter(MirrorMode.DRY_RUN)
        .startOrTrigger(CLI_MIRROR, MirrorOwner.DISTRIBUTOR, Urgency.FRESH);
    return environment.task(ID);
  }
}

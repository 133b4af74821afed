package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** The task of an image that is not to be mirrored ends and keeps showing the reason. */
class MirrorTaskSkipTest {

  private static final MirrorErrorType EXCLUDED = MirrorErrorType.IMAGE_EXCLUDED;

  @Test
  void endsAndShowsTheReason() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(destination(CLI), DIGEST_B);
      environment.registries().onPush(call -> skip());
      TaskView view = environment.mirror(CLI, DIGEST_A);
      assertEquals(
          new MirrorResult(
              Outcome.SKIPPED, null, 0, 0, new Problem(EXCLUDED, Failures.message(EXCLUDED))),
          view.resultAtOnce());
      assertEquals("ImageExcluded", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(DIGEST_B, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
      assertEquals(Failures.message(EXCLUDED), view.memo(MirrorMemo.LAST_ERROR));
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aTriggerStartsANewTask() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                if (call == 1) {
                  skip();
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A);
      assertEquals(Outcome.SKIPPED, view.resultAtOnce().outcome());

      environment.trigger(CLI_MIRROR);
      assertEquals(Outcome.MIRRORED, view.result().outcome());
      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
    }
  }

  @Test
  void aNewerSourceIsNotSkippedWithTheOlderOne() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                if (call == 1) {
                  environment.mirror(CLI, DIGEST_B);
                  skip();
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A);
      MirrorResult result = view.resultAtOnce();
      assertEquals(Outcome.MIRRORED, result.outcome());
      assertEquals(DIGEST_B, result.digest());
      assertEquals(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, view.execution());
    }
  }

  private static void skip() {
    throw Failures.skip(EXCLUDED);
  }
}

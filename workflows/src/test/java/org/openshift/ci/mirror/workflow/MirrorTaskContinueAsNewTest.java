package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Attempt;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** A history that grows to Temporal's suggestion (4,096 events) goes on in a new run. */
class MirrorTaskContinueAsNewTest {

  private static final MirrorTask TASK = task(CLI, DIGEST_A, 0);

  @Test
  void anOutageOfDaysIsCarriedOverAndItsFailuresAreNotTakenForOthers() {
    AtomicReference<String> firstRun = new AtomicReference<>();
    AtomicInteger refusals = new AtomicInteger();
    int fewEnough = MirrorErrorType.CREDENTIALS_REFUSED.parkAfter() - 1;
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onCheck(
              call -> {
                String run = Activity.getExecutionContext().getInfo().getWorkflowRunId();
                firstRun.compareAndSet(null, run);
                if (run.equals(firstRun.get())) {
                  throw Failures.of(MirrorErrorType.REGISTRY_UNREACHABLE);
                }
                if (refusals.incrementAndGet() <= fewEnough) {
                  throw Failures.of(MirrorErrorType.CREDENTIALS_REFUSED);
                }
              });
      environment.starter().startOrTell(TASK);
      TaskView view = environment.task(TASK);

      assertEquals(Outcome.MIRRORED, view.result().outcome());
      assertTrue(!view.run().equals(firstRun.get()), "no new run");
      assertEquals(null, view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      List<Attempt> attempts = environment.registries().firstAttempts("CheckQuayDigest");
      assertTrue(attempts.size() > 100, () -> attempts.size() + " attempts");
      for (int i = 1; i < attempts.size(); i++) {
        Duration wait = Duration.between(attempts.get(i - 1).at(), attempts.get(i).at());
        assertTrue(
            wait.compareTo(Duration.ofMinutes(6)) < 0, () -> "parked after a wait of " + wait);
      }
    }
  }
}

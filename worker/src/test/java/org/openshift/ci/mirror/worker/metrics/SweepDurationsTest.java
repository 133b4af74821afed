package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.ResyncWorkflow;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;

class SweepDurationsTest {

  private static final double AN_HOUR = 3600;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new SweepDurations(registry))
                      .build())
              .build());
  private final OnePage pages = new OnePage();

  /** Sweeps whose list has one page, or cannot be read at all. */
  private static final class OnePage implements SweepActivities {
    private boolean unreadable;

    @Override
    public SweepPage comparePage(SweepPageRequest request) {
      if (unreadable) {
        throw ApplicationFailure.newNonRetryableFailure("unreadable", "Unexpected");
      }
      return new SweepPage(null, SweepSummary.none());
    }

    @Override
    public SweepSummary finishSweep(SweepKind kind, SweepSummary soFar) {
      return soFar;
    }
  }

  @BeforeEach
  void start() {
    Worker worker = temporal.newWorker(MirrorMode.REAL.sweepQueue());
    worker.registerWorkflowImplementationTypes(SweepWorkflowImpl.class);
    worker.registerActivitiesImplementations(pages);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private WorkflowStub resync() {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            ResyncWorkflow.TYPE,
            WorkflowOptions.newBuilder().setTaskQueue(MirrorMode.REAL.sweepQueue()).build());
  }

  private Timer timer(String result) {
    return registry
        .get("ci_images_mirror_sweep_duration")
        .tags("kind", "resync", "result", result)
        .timer();
  }

  @Test
  void aSweepCountsOnceHoweverOftenItIsReplayed() {
    WorkflowStub sweep = resync();
    sweep.start(SweepInput.all(MirrorMode.REAL));
    sweep.getResult(SweepSummary.class);
    String _ = sweep.query("__stack_trace", String.class);
    assertEquals(1, timer("completed").count());
  }

  @Test
  void theDurationIsThatOfAllRuns() {
    WorkflowStub sweep = resync();
    Instant hourAgo = Instant.ofEpochMilli(temporal.currentTimeMillis()).minusSeconds(3600);
    sweep.start(
        new SweepInput(
            false, List.of(), new SweepInput.Carried(hourAgo, null, SweepSummary.none())));
    sweep.getResult(SweepSummary.class);
    double took = timer("completed").totalTime(TimeUnit.SECONDS);
    assertTrue(took >= AN_HOUR && took < 2 * AN_HOUR, took + " s");
  }

  @Test
  void aSweepThatFailsHasAnotherResult() {
    pages.unreadable = true;
    WorkflowStub sweep = resync();
    sweep.start(SweepInput.all(MirrorMode.REAL));
    assertThrows(WorkflowFailedException.class, () -> sweep.getResult(SweepSummary.class));
    assertEquals(1, timer("failed").count());
  }
}

package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.contract.RetentionPageRequest;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.workflow.testing.FakeRetentionActivities;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** How a retention sweep goes over the date tags. */
class DateTagRetentionWorkflowTest {

  private MirrorEnvironment environment;
  private FakeRetentionActivities activities;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
    activities = environment.fakes(MirrorMode.REAL).retention();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void eachPageBeginsWhereTheLastOneEnded() {
    activities.tags(3);
    activities.failNext(1);
    RetentionSummary summary = result(start(MirrorMode.REAL, RetentionInput.of(30, true)));
    assertEquals(new RetentionSummary(30, false, 3, null, 0, 3, null, null), summary);
    List<RetentionPageRequest> requests = activities.requests();
    assertEquals(
        Arrays.asList(null, null, "tag-1", "tag-2"),
        requests.stream().map(request -> request.before().after()).toList());
    assertEquals(1, requests.stream().map(RetentionPageRequest::since).distinct().count());
  }

  @Test
  void aLongSweepIsContinuedInANewRun() {
    activities.tags(400);
    WorkflowStub sweep = start(MirrorMode.REAL, RetentionInput.of(30, true));
    String firstRun = sweep.getExecution().getRunId();
    assertEquals(400, result(sweep).removed());
    assertNotEquals(firstRun, environment.task(sweep.getExecution().getWorkflowId()).run());
    assertEquals(400, activities.requests().size());
    assertEquals(
        1, activities.requests().stream().map(RetentionPageRequest::since).distinct().count());
  }

  @Test
  void startedByHandWithoutInputItRemovesNothing() {
    assertEquals(2, result(start(MirrorMode.REAL)).wouldRemove());
    assertEquals(false, activities.requests().getFirst().remove());
  }

  @Test
  void onADryRunsQueueItIsTheDryRunsWorkersThatDecide() {
    result(start(MirrorMode.DRY_RUN, RetentionInput.of(30, true)));
    assertEquals(List.of(), activities.requests());
    assertEquals(2, environment.fakes(MirrorMode.DRY_RUN).retention().requests().size());
  }

  private static RetentionSummary result(WorkflowStub sweep) {
    return sweep.getResult(RetentionSummary.class);
  }

  private WorkflowStub start(MirrorMode mode, Object... arguments) {
    WorkflowStub sweep =
        environment
            .client()
            .newUntypedWorkflowStub(
                DateTagRetentionWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(mode.retentionScheduleId() + "-now")
                    .setTaskQueue(mode.sweepQueue())
                    .build());
    sweep.start(arguments);
    return sweep;
  }
}

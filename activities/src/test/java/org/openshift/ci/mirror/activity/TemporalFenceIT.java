package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.FencedActivities.Attempt;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** The fence at a real Temporal server: it keeps a worker that froze from writing when it wakes. */
@Order(1)
@Timeout(120)
class TemporalFenceIT {

  private static DevTemporal temporal;

  private final String queue = UUID.randomUUID().toString();
  private final WorkerFactory workers = temporal.workers();
  private WorkflowStub workflow;

  @BeforeAll
  static void startServer() {
    temporal = DevTemporal.start();
  }

  @AfterAll
  static void stopServer() {
    temporal.close();
  }

  @AfterEach
  void stopWorkers() {
    try {
      workflow.terminate("the test is over");
    } catch (WorkflowNotFoundException e) {
      // It completed.
    }
    workers.shutdownNow();
  }

  private FencedActivities start(Function<WorkflowClient, WorkflowClient> through) {
    FencedActivities activities = new FencedActivities(through);
    Worker worker = workers.newWorker(queue);
    worker.registerWorkflowImplementationTypes(FencedActivities.FlowImpl.class);
    worker.registerActivitiesImplementations(activities.implementation());
    workers.start();
    workflow =
        temporal
            .client()
            .newUntypedWorkflowStub(
                FencedActivities.Flow.class.getSimpleName(),
                WorkflowOptions.newBuilder().setWorkflowId(queue).setTaskQueue(queue).build());
    workflow.start();
    return activities;
  }

  private FencedActivities start() {
    return start(client -> client);
  }

  @Test
  void theCurrentAttemptPasses() throws InterruptedException {
    Attempt attempt = start().next();
    attempt.fence().prove();
    attempt.fence().prove();
    assertEquals("\"progress\"", heartbeatDetails());
    attempt.finish();
    workflow.getResult(Void.class);
  }

  @Test
  void eachProofKeepsTheActivityAlive() throws InterruptedException {
    FencedActivities activities = start();
    Attempt attempt = activities.next();
    long end = System.nanoTime() + FencedActivities.HEARTBEAT_TIMEOUT.multipliedBy(3).toNanos();
    while (System.nanoTime() < end) {
      attempt.fence().prove();
    }
    attempt.finish();
    workflow.getResult(Void.class);
    assertEquals(1, attempt.number());
  }

  /** The main case: an attempt stops for longer than its heartbeat timeout and is replaced. */
  @Test
  void anAttemptThatWasReplacedDoesNotPass() throws InterruptedException {
    FencedActivities activities = start();
    Attempt frozen = activities.next();
    Attempt second = activities.next();
    assertEquals(2, second.number());
    assertThrows(ActivityNotExistsException.class, frozen.fence()::prove);
    second.fence().prove();
    assertThrows(ActivityNotExistsException.class, frozen.fence()::prove);
    second.finish();
    workflow.getResult(Void.class);
    assertThrows(ActivityNotExistsException.class, frozen.fence()::prove);
    assertThrows(ActivityNotExistsException.class, second.fence()::prove);
  }

  @Test
  void anAttemptOfACancelledWorkflowDoesNotPass() throws InterruptedException {
    Attempt attempt = start().next();
    workflow.cancel();
    awaitRefusal(attempt, ActivityCanceledException.class);
  }

  @Test
  void anAttemptOfATerminatedWorkflowDoesNotPass() throws InterruptedException {
    Attempt attempt = start().next();
    workflow.terminate("a test");
    awaitRefusal(attempt, ActivityNotExistsException.class);
  }

  @Test
  void anAttemptThatWasResetByHandDoesNotPass() throws InterruptedException {
    Attempt attempt = start().next();
    attempt.fence().prove();
    temporal
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetActivity(
            ResetActivityRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(queue))
                .setType("Work")
                .build());
    awaitRefusal(attempt, ActivityCompletionException.class);
  }

  /** Temporal takes a moment for such requests. */
  private static void awaitRefusal(
      Attempt attempt, Class<? extends ActivityCompletionException> refusal) {
    DevTemporal.until(
        "the fence refuses",
        () -> {
          try {
            attempt.fence().prove();
            return false;
          } catch (ActivityCompletionException e) {
            assertTrue(refusal.isInstance(e), e.toString());
            return true;
          }
        });
  }

  @Test
  void withoutAnAnswerOfTemporalNoAttemptPasses() throws InterruptedException {
    WorkflowClient cut = temporal.otherClient();
    Attempt attempt = start(client -> cut).next();
    attempt.fence().prove();
    cut.getWorkflowServiceStubs().shutdownNow();
    long begun = System.nanoTime();
    Failures.of(MirrorErrorType.TIMEOUT, attempt.fence()::prove);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(20)) >= 0, "it waited for Temporal: " + took);
  }

  private String heartbeatDetails() {
    return temporal
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(queue))
                .build())
        .getPendingActivities(0)
        .getHeartbeatDetails()
        .getPayloads(0)
        .getData()
        .toStringUtf8();
  }
}

package org.openshift.ci.mirror.worker.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.testing.Await;

/** The order in which Temporal gets the reports of a worker that stops. */
@Timeout(60)
class PeriodicJobsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Less than a stop waits for its report. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch underWay = new CountDownLatch(2);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final WorkflowServiceStubs unused =
      WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.getDefaultInstance());
  private volatile RulesVersion rules = new RulesVersion("old", "old");

  @AfterEach
  void close() {
    unused.shutdownNow();
  }

  @Test
  void aReportUnderWayComesBeforeTheOneThatTheWorkerStops() throws InterruptedException {
    // No review is due before the worker stops.
    TaskReview unneeded = new TaskReview(null, null);
    try (PeriodicJobs jobs =
        new PeriodicJobs(
            new StandingWorkflows(client(), MirrorMode.REAL),
            new Needs(),
            "worker",
            () -> rules,
            unneeded)) {
      jobs.begin();
      rules = new RulesVersion("new", "new");
      assertTrue(underWay.await(SOON.toSeconds(), TimeUnit.SECONDS));
    }
    Await.until("all reports came", SOON, () -> received.size() == 3, () -> received);
    assertEquals(List.of("inForce", "inForce", "stopped"), received);
  }

  /** A Temporal that notes signals; the second report takes long, and no interrupt recalls it. */
  private WorkflowClient client() {
    WorkflowExecution any = WorkflowExecution.getDefaultInstance();
    WorkflowClientCallsInterceptor calls =
        new WorkflowClientCallsInterceptorBase(null) {
          @Override
          public WorkflowStartOutput start(WorkflowStartInput input) {
            return new WorkflowStartOutput(any);
          }

          @Override
          public DescribeWorkflowOutput describe(DescribeWorkflowInput input) {
            return new DescribeWorkflowOutput(
                new WorkflowExecutionDescription(
                    DescribeWorkflowExecutionResponse.getDefaultInstance(),
                    GlobalDataConverter.get()));
          }

          @Override
          public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
            underWay.countDown();
            long end = System.nanoTime() + (received.isEmpty() ? 0 : SLOW.toNanos());
            while (stopped.getCount() > 0 && System.nanoTime() < end) {
              LockSupport.parkNanos(1_000_000);
            }
            received.add(input.getSignalName());
            return new WorkflowSignalWithStartOutput(new WorkflowStartOutput(any));
          }

          @Override
          public WorkflowSignalOutput signal(WorkflowSignalInput input) {
            received.add(input.getSignalName());
            stopped.countDown();
            return new WorkflowSignalOutput();
          }
        };
    return WorkflowClient.newInstance(
        unused,
        WorkflowClientOptions.newBuilder()
            .setInterceptors(
                new WorkflowClientInterceptorBase() {
                  @Override
                  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
                      WorkflowClientCallsInterceptor next) {
                    return calls;
                  }
                })
            .build());
  }
}

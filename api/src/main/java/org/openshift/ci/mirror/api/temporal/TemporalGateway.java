package org.openshift.ci.mirror.api.temporal;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.StatusUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.log.LogOnce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rate-limited reads of one Temporal namespace. It uses the raw stub because the SDK's listing has
 * no page size. Every method throws {@link ApiProblem} when Temporal cannot answer.
 */
public final class TemporalGateway {

  private static final Logger log = LoggerFactory.getLogger(TemporalGateway.class);

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final TemporalFailures failures;
  private final ReadLimiter visibility;

  private final LogOnce problemLog = new LogOnce(log);

  /**
   * A gateway.
   *
   * @param visibility limits counts and lists, of which Temporal allows 10 a second per namespace.
   *     Reads of single executions are not limited here: see {@link TagExecutions}
   */
  public TemporalGateway(
      WorkflowServiceStubs stubs,
      String namespace,
      TemporalFailures failures,
      ReadLimiter visibility) {
    this.stubs = stubs;
    this.namespace = namespace;
    this.failures = failures;
    this.visibility = visibility;
  }

  /** How many executions match the visibility query. */
  public long count(String query) {
    CountWorkflowExecutionsRequest request =
        CountWorkflowExecutionsRequest.newBuilder().setNamespace(namespace).setQuery(query).build();
    visibility.awaitTurn();
    return read(stub -> stub.countWorkflowExecutions(request)).getCount();
  }

  /**
   * A page of the executions that match the visibility query.
   *
   * @param pageSize 1 to 1,000
   * @param pageToken the token of the page before; empty for the first
   */
  public ListWorkflowExecutionsResponse list(String query, int pageSize, ByteString pageToken) {
    ListWorkflowExecutionsRequest request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(query)
            .setPageSize(pageSize)
            .setNextPageToken(pageToken)
            .build();
    visibility.awaitTurn();
    return read(stub -> stub.listWorkflowExecutions(request));
  }

  /** Returns true when Temporal answers and has the namespace; else it throws, as all reads do. */
  public boolean answers() {
    DescribeNamespaceRequest request =
        DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build();
    return read(stub -> stub.describeNamespace(request)).hasNamespaceInfo();
  }

  /** Whether workers have asked this queue for workflow tasks within the last five minutes. */
  public boolean hasWorkers(String taskQueue) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    return read(stub -> stub.describeTaskQueue(request)).getPollersCount() > 0;
  }

  /** The latest run of a workflow id, if there is one; unlike a list, never out of date. */
  public Optional<WorkflowExecutionInfo> describe(String workflowId) {
    return describeFully(workflowId)
        .map(DescribeWorkflowExecutionResponse::getWorkflowExecutionInfo);
  }

  /** Like {@link #describe}, with its pending activities. */
  public Optional<DescribeWorkflowExecutionResponse> describeFully(String workflowId) {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
            .build();
    return read(stub -> unlessMissing(() -> stub.describeWorkflowExecution(request)));
  }

  /** A schedule; empty when there is none with this id. */
  public Optional<DescribeScheduleResponse> describeSchedule(String id) {
    DescribeScheduleRequest request =
        DescribeScheduleRequest.newBuilder().setNamespace(namespace).setScheduleId(id).build();
    return read(stub -> unlessMissing(() -> stub.describeSchedule(request)));
  }

  /**
   * The last event of an ended execution, with its result or failure. Another event if it has not
   * ended, and empty when Temporal no longer keeps it.
   */
  public Optional<HistoryEvent> closeEvent(WorkflowExecution ended) {
    GetWorkflowExecutionHistoryRequest request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(ended)
            .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
            .build();
    return read(stub -> unlessMissing(() -> stub.getWorkflowExecutionHistory(request)))
        .flatMap(answer -> answer.getHistory().getEventsList().stream().findFirst());
  }

  private <T> T read(Function<WorkflowServiceBlockingStub, T> call) {
    try {
      T answer = call.apply(stubs.blockingStub());
      if (problemLog.update("Temporal", List.of())) {
        log.info("Temporal answers again");
      }
      return answer;
    } catch (StatusRuntimeException e) {
      ApiProblem problem = failures.explain(e);
      if (problem.kind() == ApiProblem.Kind.UNAVAILABLE) {
        problemLog.update("Temporal", List.of(problem.getMessage()));
      }
      throw problem;
    }
  }

  private static <T> Optional<T> unlessMissing(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StatusRuntimeException e) {
      if (isNotFound(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isNotFound(StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.NOT_FOUND
        && !StatusUtils.hasFailure(failure, NamespaceNotFoundFailure.class);
  }
}

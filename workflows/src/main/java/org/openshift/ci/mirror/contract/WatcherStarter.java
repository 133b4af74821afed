package org.openshift.ci.mirror.contract;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;

/** Starts and signals the watcher. */
public final class WatcherStarter {

  /** A watcher answers within milliseconds, unless it has much to do. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final MirrorMode mode;

  public WatcherStarter(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /**
   * Whether a sender of many tags should wait, because more than {@link
   * WatcherWorkflow#ENOUGH_PENDING} are pending, or the watcher does not say so in time. False when
   * it does not run: the next signal starts it.
   */
  public boolean isBusy() {
    // Not with the client's stub, which repeats a question without an answer for a minute.
    QueryWorkflowRequest question =
        QueryWorkflowRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(mode.watcherId()))
            .setQuery(WorkflowQuery.newBuilder().setQueryType(WatcherWorkflow.PENDING))
            .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
            .build();
    try {
      QueryWorkflowResponse answer =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(ANSWERS_WITHIN)
              .queryWorkflow(question);
      return !answer.hasQueryRejected()
          && pending(answer.getQueryResult()) > WatcherWorkflow.ENOUGH_PENDING;
    } catch (StatusRuntimeException e) {
      // Otherwise it has much to do, or no worker has it, or Temporal does not answer.
      return e.getStatus().getCode() != Status.Code.NOT_FOUND;
    }
  }

  private int pending(Payloads answer) {
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(answer), Integer.class, Integer.class);
  }

  /**
   * Starts the watcher unless it runs.
   *
   * @return the id of its first run, which differs once the watcher was started anew
   */
  public String ensureRunning() {
    WorkflowOptions useExisting =
        options()
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .build();
    WatcherWorkflow workflow = client.newWorkflowStub(WatcherWorkflow.class, useExisting);
    WorkflowClient.start(workflow::watch, WatcherInput.first(mode));
    return client.newUntypedWorkflowStub(mode.watcherId()).describe().getFirstRunId();
  }

  /**
   * Signals tags to the watcher, and starts it unless it runs.
   *
   * @param tags at most {@link TagReference#MAX_BATCH}
   * @param fresh true for tags that changed, false for tags of a list
   */
  public void tell(List<TagReference> tags, boolean fresh) {
    WatcherWorkflow workflow = client.newWorkflowStub(WatcherWorkflow.class, options().build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::watch, WatcherInput.first(mode));
    if (fresh) {
      request.add(workflow::tagsChanged, tags);
    } else {
      request.add(workflow::tagsListed, tags);
    }
    client.signalWithStart(request);
  }

  private WorkflowOptions.Builder options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(mode.watcherId())
        .setTaskQueue(mode.watcherQueue());
  }
}

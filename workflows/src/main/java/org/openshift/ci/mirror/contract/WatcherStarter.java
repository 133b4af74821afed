package org.openshift.ci.mirror.contract;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** Signals the watcher, and starts it where it does not run. */
public final class WatcherStarter {

  private final WorkflowClient client;
  private final MirrorMode mode;

  public WatcherStarter(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /**
   * Whether the watcher has so much to do that a sender of many names should wait. One that was
   * ended by somebody has not: what is told next starts it anew.
   */
  public boolean isBusy() {
    try {
      WorkflowExecutionStatus status =
          client.newUntypedWorkflowStub(mode.watcherId()).describe().getStatus();
      return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          && client.newWorkflowStub(WatcherWorkflow.class, mode.watcherId()).pending()
              > WatcherWorkflow.ENOUGH_PENDING;
    } catch (WorkflowNotFoundException e) {
      return false;
    } catch (WorkflowServiceException | WorkflowQueryException e) {
      // Temporal refuses a query of a workflow that has much to do, or does not answer itself.
      return true;
    }
  }

  /**
   * Starts the watcher where it does not run.
   *
   * @return what tells it from one that was started anew: the id of its first run
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
   * Hands names to the watcher.
   *
   * @param tags at most {@link WatcherWorkflow#MAX_BATCH}
   * @param fresh whether they changed just now, and were not merely listed
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

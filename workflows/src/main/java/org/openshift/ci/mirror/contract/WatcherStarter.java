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

/** Starts and signals the watcher. */
public final class WatcherStarter {

  private final WorkflowClient client;
  private final MirrorMode mode;

  public WatcherStarter(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /**
   * Whether a sender of many tags should wait, because more than {@link
   * WatcherWorkflow#ENOUGH_PENDING} are pending. False when the watcher does not run: the next
   * signal starts it.
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
      // Temporal refuses queries of a workflow that has much to do, or cannot be reached.
      return true;
    }
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
   * @param tags at most {@link WatcherWorkflow#MAX_BATCH}
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

package org.openshift.ci.mirror.contract;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import org.openshift.ci.mirror.model.TagChange;

/** Signals the watcher, and starts it where it does not run. */
public final class WatcherStarter {

  private final WorkflowClient client;
  private final MirrorMode mode;

  public WatcherStarter(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /** Whether the watcher has so much to do that a sender of many changes should wait. */
  public boolean isBusy() {
    try {
      WatcherWorkflow workflow = client.newWorkflowStub(WatcherWorkflow.class, mode.watcherId());
      return workflow.pending() > WatcherWorkflow.ENOUGH_PENDING;
    } catch (WorkflowNotFoundException e) {
      // It starts with the first change.
      return false;
    }
  }

  /** Starts the watcher where it does not run. */
  public void ensureRunning() {
    WorkflowOptions useExisting =
        options()
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .build();
    WatcherWorkflow workflow = client.newWorkflowStub(WatcherWorkflow.class, useExisting);
    WorkflowClient.start(workflow::watch, WatcherInput.first(mode));
  }

  /** Hands changes to the watcher; at most {@link WatcherWorkflow#MAX_BATCH} at once. */
  public void tell(List<TagChange> changes) {
    WatcherWorkflow workflow = client.newWorkflowStub(WatcherWorkflow.class, options().build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::watch, WatcherInput.first(mode));
    request.add(workflow::tagsChanged, changes);
    client.signalWithStart(request);
  }

  private WorkflowOptions.Builder options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(mode.watcherId())
        .setTaskQueue(mode.workflowQueue());
  }
}

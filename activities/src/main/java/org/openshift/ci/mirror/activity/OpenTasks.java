package org.openshift.ci.mirror.activity;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.function.Consumer;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;

/** Signals mirror tasks that are open, and starts none. */
final class OpenTasks {

  private final WorkflowClient client;
  private final MirrorMode mode;

  OpenTasks(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  void newerSource(MirrorTask task) {
    signal(mode.taskId(task), workflow -> workflow.newerSource(task));
  }

  void withdraw(TagChange removed) {
    String id = mode.taskId(MirrorOwner.DISTRIBUTOR, removed.tag());
    signal(id, workflow -> workflow.withdraw(removed));
  }

  private void signal(String workflowId, Consumer<MirrorTaskWorkflow> signal) {
    try {
      signal.accept(client.newWorkflowStub(MirrorTaskWorkflow.class, workflowId));
    } catch (WorkflowNotFoundException e) {
      // No task is open for it: there is nobody to tell.
      return;
    }
  }
}

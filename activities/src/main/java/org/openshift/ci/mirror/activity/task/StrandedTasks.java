package org.openshift.ci.mirror.activity.task;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.deployment.v1.WorkerDeploymentVersion;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.List;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts mirror tasks anew that stay with a build which has no workers any more (decision 0016). No
 * other build is sure to be able to go on with their histories.
 */
public final class StrandedTasks {

  private static final Logger log = LoggerFactory.getLogger(StrandedTasks.class);

  private final WorkflowClient client;
  private final TemporalOpenTaskStore tasks;
  private final MirrorTaskStarter starter;

  public StrandedTasks(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.tasks = new TemporalOpenTaskStore(client, mode);
    this.starter = new MirrorTaskStarter(client, mode, Clock.systemUTC());
  }

  /**
   * Starts the open mirror tasks of a build anew.
   *
   * @param build a build of this mode's deployment without workers
   * @return how many were started
   */
  public int startAnew(WorkerDeploymentVersion build) {
    int started = 0;
    for (OpenTask task : list(build)) {
      if (isStillOf(task, build)) {
        starter.startAnew(
            task.destination(), MirrorOwner.of(task.owner()), task.parkedByHand(), task.notified());
        started++;
      }
    }
    if (started > 0) {
      log.warn(
          "build {} of {} has no workers any more: {} of its mirror tasks were started anew",
          build.getBuildId(),
          build.getDeploymentName(),
          started);
    }
    return started;
  }

  private List<OpenTask> list(WorkerDeploymentVersion build) {
    return tasks.list(
        "%s AND TemporalWorkerDeploymentVersion = '%s:%s'"
            .formatted(
                MirrorTaskWorkflow.OPEN_TASKS, build.getDeploymentName(), build.getBuildId()));
  }

  /** Listings lag behind, and another worker may have started the task anew already. */
  private boolean isStillOf(OpenTask task, WorkerDeploymentVersion build) {
    WorkflowExecutionInfo now =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(task.workflowId()))
                    .build())
            .getWorkflowExecutionInfo();
    return !now.hasCloseTime() && now.getVersioningInfo().getDeploymentVersion().equals(build);
  }
}

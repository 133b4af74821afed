package org.openshift.ci.mirror.contract;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.WatchPosition;

/** Starts the workflows that are to run, or to be told something, whoever ended them before. */
public final class StandingWorkflows {

  private final WorkflowClient client;
  private final MirrorMode mode;

  public StandingWorkflows(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /** Starts the watcher and the watch of image streams where they do not run. */
  public void ensureRunning() {
    new WatcherStarter(client, mode).ensureRunning();
    ImageStreamWatchWorkflow watch =
        client.newWorkflowStub(
            ImageStreamWatchWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(mode.imageStreamWatchId())
                .setTaskQueue(mode.watchQueue())
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    WorkflowClient.start(watch::keepWatching, mode == MirrorMode.DRY_RUN, WatchPosition.start());
  }

  /** Has the registry looked at until it serves. */
  public void refused(RegistryOutage outage) {
    RegistryOutageWorkflow workflow =
        client.newWorkflowStub(
            RegistryOutageWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(mode.outageId(outage.registry()))
                .setTaskQueue(mode.standingQueue())
                .build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::awaitReturn, mode == MirrorMode.DRY_RUN, outage);
    request.add(workflow::refused, outage);
    client.signalWithStart(request);
  }

  /** Says which rules a worker has. */
  public void rulesInForce(String worker, RulesVersion version) {
    RulesInForceWorkflow workflow =
        client.newWorkflowStub(
            RulesInForceWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(mode.rulesId())
                .setTaskQueue(mode.standingQueue())
                .build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::keep, RulesInForceState.unknown());
    request.add(workflow::inForce, worker, version);
    client.signalWithStart(request);
  }

  /** The list of the rules that workers have, which {@link #rulesInForce} started. */
  public RulesInForceWorkflow rules() {
    return client.newWorkflowStub(RulesInForceWorkflow.class, mode.rulesId());
  }
}

package org.openshift.ci.mirror.contract;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.WatchPosition;

/** Starts and signals the standing workflows: watch, watcher, registry outages, rules in force. */
public final class StandingWorkflows {

  /**
   * How often a workflow task was given to workers before its workflow counts as standing still. A
   * worker that dies or freezes with it costs one attempt.
   */
  private static final int ATTEMPTS_IN_VAIN = 4;

  private final WorkflowClient client;
  private final MirrorMode mode;

  public StandingWorkflows(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  /** Starts the watcher and the watch of image streams unless they run. */
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

  /**
   * Checks that the standing workflows go on.
   *
   * @throws IllegalStateException if one stands still, or Temporal does not know it
   */
  public void requireProgress() {
    String still =
        Stream.of(mode.watcherId(), mode.imageStreamWatchId(), mode.rulesId())
            .map(id -> client.newUntypedWorkflowStub(id).describe().getRawDescription())
            .map(StandingWorkflows::standsStill)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    if (!still.isEmpty()) {
      throw new IllegalStateException(still);
    }
  }

  /**
   * Why a workflow is open and nevertheless does nothing: workers take its workflow task, and fail
   * it again and again. Empty while it goes on, or no worker has it.
   */
  public static Optional<String> standsStill(DescribeWorkflowExecutionResponse workflow) {
    return workflow.getPendingWorkflowTask().getAttempt() < ATTEMPTS_IN_VAIN
        ? Optional.empty()
        : Optional.of(
            "the workflow %s stands still: workers fail its next step again and again; its history in"
                    .formatted(workflow.getWorkflowExecutionInfo().getExecution().getWorkflowId())
                + " the Web UI says why. If no other build has workers that can go on with it,"
                + " terminate it: a worker starts it anew");
  }

  /** Reports that a registry does not serve: starts or signals its outage workflow. */
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

  /** Reports a worker's rules: starts or signals the workflow of the rules in force. */
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

  /** The workflow of the rules in force, which {@link #rulesInForce} started. */
  public RulesInForceWorkflow rules() {
    return client.newWorkflowStub(RulesInForceWorkflow.class, mode.rulesId());
  }
}

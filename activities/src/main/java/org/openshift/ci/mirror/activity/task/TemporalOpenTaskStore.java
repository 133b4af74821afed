package org.openshift.ci.mirror.activity.task;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.Problem;

/** The mirror tasks of one mode at Temporal. */
public final class TemporalOpenTaskStore implements OpenTaskStore {

  private static final String RETRYING =
      "%s AND MirrorState = '%s'"
          .formatted(MirrorTaskWorkflow.OPEN_TASKS, MirrorState.RETRYING.wireName());

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final MirrorTaskStarter starter;

  public TemporalOpenTaskStore(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
    this.starter = new MirrorTaskStarter(client, mode, Clock.systemUTC());
  }

  @Override
  public boolean trigger(Destination destination) {
    return starter.triggerIfOpen(destination);
  }

  @Override
  public boolean trigger(String workflowId) {
    return starter.triggerIfOpen(workflowId);
  }

  @Override
  public void startOrTrigger(Destination destination, Claim claim) {
    starter.startOrTrigger(destination, shownAs(claim), Urgency.FRESH);
  }

  @Override
  public boolean startUnlessOpen(Destination destination, Claim claim) {
    if (starter.startUnlessOpen(destination, shownAs(claim))) {
      return true;
    }
    Optional<OpenTask> waiting = describe(destination).filter(OpenTask::waits);
    boolean forItsSource =
        claim != null && waiting.filter(open -> open.waitsForSource(claim)).isPresent();
    boolean mayWait =
        !forItsSource && waiting.filter(open -> claim == null || open.worksOn(claim)).isPresent();
    if (!mayWait) {
      // It works on something else, or may be about to end because of what it read earlier.
      starter.startOrTrigger(destination, shownAs(claim), Urgency.SWEEP);
    }
    return forItsSource;
  }

  @Override
  public void startFailing(Destination destination, Claim claim, Problem problem) {
    starter.startFailing(destination, claim, problem);
  }

  /** The owner that a new task shows until it has found out. */
  private static MirrorOwner shownAs(Claim claim) {
    return claim == null || !claim.owned() ? MirrorOwner.DISTRIBUTOR : claim.owner();
  }

  @Override
  public List<OpenTask> open() {
    return list(MirrorTaskWorkflow.OPEN_TASKS);
  }

  @Override
  public List<OpenTask> waitingFor(String registry) {
    return list(RETRYING).stream().filter(task -> task.waitsFor().equals(registry)).toList();
  }

  @Override
  public long retrying() {
    return client.countWorkflows(RETRYING).getCount();
  }

  /** The tasks of this mode among those that match a visibility query. */
  List<OpenTask> list(String query) {
    try (Stream<WorkflowExecutionMetadata> open = client.listExecutions(query)) {
      return open.map(WorkflowExecutionMetadata::getWorkflowExecutionInfo)
          .flatMap(task -> OpenTask.of(task, mode).stream())
          .toList();
    }
  }

  /** By describing it: listings lag behind, and Temporal serves only a few a second. */
  private Optional<OpenTask> describe(Destination destination) {
    try {
      WorkflowExecutionDescription found =
          client.newUntypedWorkflowStub(mode.taskId(destination)).describe();
      return found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? OpenTask.of(found.getWorkflowExecutionInfo(), mode)
          : Optional.empty();
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }
}

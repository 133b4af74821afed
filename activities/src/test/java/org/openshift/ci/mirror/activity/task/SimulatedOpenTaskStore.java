package org.openshift.ci.mirror.activity.task;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;

/**
 * Mirror tasks at Temporal's in-memory server, which has no list of executions: those of the known
 * destinations are described one by one.
 */
public final class SimulatedOpenTaskStore implements OpenTaskStore {

  private static final int ATTEMPTS = 5;

  private final WorkflowClient client;
  private final MirrorTaskStarter starter;
  private final Map<String, Destination> destinations = new TreeMap<>();

  public SimulatedOpenTaskStore(WorkflowClient client, List<Destination> destinations) {
    this.client = client;
    this.starter = new MirrorTaskStarter(client, MirrorMode.REAL, Clock.systemUTC());
    destinations.forEach(one -> this.destinations.putIfAbsent(MirrorMode.REAL.taskId(one), one));
  }

  /** What a task shows of itself, for the check of promises. */
  public record Shown(
      Destination destination, String owner, String state, String errorType, boolean open) {}

  /** What is known of the newest task of every destination that ever had one. */
  public List<Shown> all() {
    return destinations.entrySet().stream()
        .flatMap(
            entry ->
                describe(entry.getKey()).stream()
                    .flatMap(
                        found ->
                            OpenTask.of(found, MirrorMode.REAL).stream()
                                .map(
                                    task ->
                                        new Shown(
                                            entry.getValue(),
                                            task.owner(),
                                            task.state(),
                                            task.errorType(),
                                            isOpen(found)))))
        .toList();
  }

  @Override
  public boolean trigger(Destination destination) {
    return starter.triggerIfOpen(destination);
  }

  @Override
  public boolean trigger(String workflowId) {
    return starter.triggerIfOpen(workflowId);
  }

  /**
   * Signal-with-start is one step for a real server; the one in memory now and then finds the
   * execution completed in between.
   */
  @Override
  public void startOrTrigger(Destination destination, MirrorOwner shownAs) {
    for (int attempt = 1; ; attempt++) {
      try {
        starter.startOrTrigger(destination, shownAs, Urgency.FRESH);
        return;
      } catch (WorkflowException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public boolean startUnlessOpen(Destination destination, Claim claim) {
    MirrorOwner shownAs = claim.owned() ? claim.owner() : MirrorOwner.DISTRIBUTOR;
    if (starter.startUnlessOpen(destination, shownAs)) {
      return true;
    }
    Optional<OpenTask> open = open(MirrorMode.REAL.taskId(destination));
    if (open.isEmpty() || !open.get().waits() || !open.get().worksOn(claim)) {
      startOrTrigger(destination, shownAs);
    }
    return false;
  }

  @Override
  public List<OpenTask> open() {
    return destinations.keySet().stream().flatMap(id -> open(id).stream()).toList();
  }

  @Override
  public List<OpenTask> waitingFor(String registry) {
    return open().stream()
        .filter(task -> "retrying".equals(task.state()) && task.waitsFor().equals(registry))
        .toList();
  }

  private Optional<OpenTask> open(String workflowId) {
    return describe(workflowId)
        .filter(SimulatedOpenTaskStore::isOpen)
        .flatMap(found -> OpenTask.of(found, MirrorMode.REAL));
  }

  private static boolean isOpen(WorkflowExecutionDescription found) {
    return found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private Optional<WorkflowExecutionDescription> describe(String workflowId) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(workflowId).describe());
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }
}

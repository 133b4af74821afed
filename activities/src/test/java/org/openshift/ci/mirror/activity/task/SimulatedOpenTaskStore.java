package org.openshift.ci.mirror.activity.task;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.Problem;

/**
 * The mirror tasks at Temporal's in-memory server. It cannot list executions, so those of the known
 * destinations are described one by one; all else is the real store.
 */
public final class SimulatedOpenTaskStore implements OpenTaskStore {

  private static final int ATTEMPTS = 5;

  private final WorkflowClient client;
  private final OpenTaskStore store;
  private final Map<String, Destination> destinations = new TreeMap<>();

  public SimulatedOpenTaskStore(WorkflowClient client, List<Destination> destinations) {
    this.client = client;
    this.store = new TemporalOpenTaskStore(client, MirrorMode.REAL);
    destinations.forEach(one -> this.destinations.putIfAbsent(MirrorMode.REAL.taskId(one), one));
  }

  /** What a task shows, for the check of promises. */
  public record Shown(
      Destination destination, String owner, String state, String errorType, boolean open) {}

  /** The newest task of every destination that ever had one. */
  public List<Shown> all() {
    return destinations.entrySet().stream()
        .flatMap(
            entry ->
                describe(entry.getKey()).stream()
                    .flatMap(
                        found ->
                            OpenTask.of(found.getWorkflowExecutionInfo(), MirrorMode.REAL).stream()
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
    return store.trigger(destination);
  }

  @Override
  public boolean trigger(String workflowId) {
    return store.trigger(workflowId);
  }

  @Override
  public void startOrTrigger(Destination destination, Claim claim) {
    repeating(
        () -> {
          store.startOrTrigger(destination, claim);
          return true;
        });
  }

  @Override
  public boolean startUnlessOpen(Destination destination, Claim claim) {
    return repeating(() -> store.startUnlessOpen(destination, claim));
  }

  @Override
  public void startFailing(Destination destination, Claim claim, Problem problem) {
    store.startFailing(destination, claim, problem);
  }

  /**
   * Signal-with-start is one step for a real server. The in-memory one may find that the execution
   * completed in between.
   */
  private static boolean repeating(BooleanSupplier start) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start.getAsBoolean();
      } catch (WorkflowException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
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

  @Override
  public long retrying() {
    return open().stream().filter(task -> "retrying".equals(task.state())).count();
  }

  private Optional<OpenTask> open(String workflowId) {
    return describe(workflowId)
        .filter(SimulatedOpenTaskStore::isOpen)
        .flatMap(found -> OpenTask.of(found.getWorkflowExecutionInfo(), MirrorMode.REAL));
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

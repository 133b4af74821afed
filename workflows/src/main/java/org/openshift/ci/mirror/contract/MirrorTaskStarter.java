package org.openshift.ci.mirror.contract;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiConsumer;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.Problem;

/** Starts and triggers mirror tasks. Only the destination is given: the task reads the rest. */
public final class MirrorTaskStarter {

  /** In characters: Temporal refuses summaries of more than 400 bytes with their encoding. */
  private static final int MAX_SUMMARY_LENGTH = 200;

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final Clock clock;

  public MirrorTaskStarter(WorkflowClient client, MirrorMode mode, Clock clock) {
    this.client = client;
    this.mode = mode;
    this.clock = clock;
  }

  /** Temporal's priority key: which tasks workers take first when many are ready. */
  public enum Urgency {
    /** A person's trigger, or a tag that has just changed. */
    FRESH(2),
    /** A comparison that a person asks for, and that changes nothing. */
    QUESTION(3),
    /** A list or a sweep. */
    SWEEP(4);

    private final int key;

    Urgency(int key) {
      this.key = key;
    }

    /** As an option of a workflow. */
    public Priority priority() {
      return Priority.newBuilder().setPriorityKey(key).build();
    }
  }

  /**
   * Starts the task, or triggers the open one, in one step (signal-with-start): a task that ends at
   * this moment is followed by a new one.
   *
   * @param owner the presumed owner, which the task shows until it has read the actual one
   */
  public WorkflowExecution startOrTrigger(
      Destination destination, MirrorOwner owner, Urgency urgency) {
    return signalWithStart(
        destination, owner, urgency, (request, task) -> request.add(task::trigger));
  }

  /** As {@link #startOrTrigger}, for a person who asks for it. */
  public WorkflowExecution startOrTrigger(
      Destination destination, MirrorOwner owner, OperatorRequest by) {
    return signalWithStart(
        destination,
        owner,
        Urgency.FRESH,
        (request, task) -> request.add(task::operatorRequest, by));
  }

  private WorkflowExecution signalWithStart(
      Destination destination,
      MirrorOwner owner,
      Urgency urgency,
      BiConsumer<BatchRequest, MirrorTaskWorkflow> signal) {
    MirrorTaskWorkflow task = stub(options(destination, owner, urgency));
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(task::mirror, MirrorTaskInput.first(destination, mode));
    signal.accept(request, task);
    return client.signalWithStart(request);
  }

  /**
   * Starts the task unless one is open.
   *
   * @return whether it was started
   */
  public boolean startUnlessOpen(Destination destination, MirrorOwner owner) {
    return startUnlessOpen(
        options(destination, owner, Urgency.SWEEP), MirrorTaskInput.first(destination, mode));
  }

  /**
   * Starts the task unless one is open, for an image that could not be mirrored just now. The task
   * shows why from its start, and first waits as after any such failure.
   *
   * @param claim the destination's claim, which has an owner
   * @return whether it was started
   */
  public boolean startFailing(Destination destination, Claim claim, Problem problem) {
    return startUnlessOpen(
        options(destination, claim.owner(), Urgency.SWEEP)
            .setTypedSearchAttributes(
                MirrorSearchAttributes.failing(destination, claim.owner(), problem))
            .setMemo(MirrorMemo.failing(destination, claim, problem, clock.instant())),
        MirrorTaskInput.failing(destination, mode, claim, problem));
  }

  /**
   * Starts the task, and terminates the open one, in one step: for one that can go on no more. A
   * task reads everything anew, so nothing is lost but its history.
   *
   * @param parked who parked the open task; null when nobody did
   * @param notified the open task's {@link MirrorMemo#NOTIFIED}, so that nobody is notified twice;
   *     empty for none
   */
  public void startAnew(
      Destination destination, MirrorOwner owner, OperatorRequest parked, String notified) {
    Map<String, Object> memo = MirrorMemo.initial(destination, clock.instant());
    if (!notified.isEmpty()) {
      memo.put(MirrorMemo.NOTIFIED, notified);
    }
    MirrorTaskWorkflow workflow =
        stub(
            options(destination, owner, Urgency.SWEEP)
                .setMemo(memo)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING));
    WorkflowClient.start(workflow::mirror, MirrorTaskInput.anew(destination, mode, parked));
  }

  private boolean startUnlessOpen(WorkflowOptions.Builder options, MirrorTaskInput input) {
    MirrorTaskWorkflow workflow = stub(options);
    try {
      WorkflowClient.start(workflow::mirror, input);
      return true;
    } catch (WorkflowExecutionAlreadyStarted e) {
      return false;
    }
  }

  /**
   * Triggers the open task, if there is one.
   *
   * @return whether there is one
   */
  public boolean triggerIfOpen(Destination destination) {
    return triggerIfOpen(mode.taskId(destination));
  }

  /** As {@link #triggerIfOpen(Destination)}, by the task's workflow id. */
  public boolean triggerIfOpen(String workflowId) {
    try {
      client.newWorkflowStub(MirrorTaskWorkflow.class, workflowId).trigger();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  /** The summary that the Web UI shows beside the workflow id. */
  static String summary(Destination destination, MirrorOwner owner) {
    String summary = destination.tag() + " (" + owner.wireName() + ")";
    return summary.length() <= MAX_SUMMARY_LENGTH
        ? summary
        : summary.substring(0, MAX_SUMMARY_LENGTH - 1) + "…";
  }

  private WorkflowOptions.Builder options(
      Destination destination, MirrorOwner owner, Urgency urgency) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(mode.taskId(destination))
        .setTaskQueue(mode.taskQueue())
        .setPriority(urgency.priority())
        .setTypedSearchAttributes(MirrorSearchAttributes.initial(destination, owner))
        .setMemo(MirrorMemo.initial(destination, clock.instant()))
        .setStaticSummary(summary(destination, owner));
  }

  private MirrorTaskWorkflow stub(WorkflowOptions.Builder options) {
    return client.newWorkflowStub(MirrorTaskWorkflow.class, options.build());
  }
}

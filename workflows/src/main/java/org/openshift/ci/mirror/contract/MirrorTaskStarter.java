package org.openshift.ci.mirror.contract;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import java.time.Clock;
import java.time.Instant;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;

/**
 * The ways a mirror task begins or is told to look again. All name its destination only: what that
 * should hold, the task finds out.
 */
public final class MirrorTaskStarter {

  /** Temporal servers refuse a start whose summary has more than 400 bytes with its encoding. */
  private static final int MAX_SUMMARY_LENGTH = 200;

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final Clock clock;

  public MirrorTaskStarter(WorkflowClient client, MirrorMode mode, Clock clock) {
    this.client = client;
    this.mode = mode;
    this.clock = clock;
  }

  /** What comes first where workers have more to do than they can (Temporal's priority keys). */
  public enum Urgency {
    /** A person asked for it, or a tag has just changed. */
    FRESH(2),
    /** A list or a run came across it. */
    SWEEP(4);

    private final int key;

    Urgency(int key) {
      this.key = key;
    }

    Priority priority() {
      return Priority.newBuilder().setPriorityKey(key).build();
    }
  }

  /**
   * Starts the task, or has the open one look again now. By signal-with-start, so that a task that
   * ends this very moment is followed by another.
   *
   * @param owner who seems to ask for it: what the task shows until it has found out
   */
  public WorkflowExecution startOrTrigger(
      Destination destination, MirrorOwner owner, Urgency urgency) {
    MirrorTaskWorkflow workflow = stub(destination, owner, urgency);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::mirror, MirrorTaskInput.first(destination, mode));
    request.add(workflow::trigger);
    return client.signalWithStart(request);
  }

  /**
   * Starts the task unless one is open.
   *
   * @return whether it was started
   */
  public boolean startUnlessOpen(Destination destination, MirrorOwner owner) {
    MirrorTaskWorkflow workflow = stub(destination, owner, Urgency.SWEEP);
    try {
      WorkflowClient.start(workflow::mirror, MirrorTaskInput.first(destination, mode));
      return true;
    } catch (WorkflowExecutionAlreadyStarted e) {
      return false;
    }
  }

  /**
   * Has the open task look again now, if there is one.
   *
   * @return whether there is
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

  /** What the Web UI shows beside the id. */
  static String summary(Destination destination, MirrorOwner owner) {
    String summary = destination.tag() + " (" + owner.wireName() + ")";
    return summary.length() <= MAX_SUMMARY_LENGTH
        ? summary
        : summary.substring(0, MAX_SUMMARY_LENGTH - 1) + "…";
  }

  private MirrorTaskWorkflow stub(Destination destination, MirrorOwner owner, Urgency urgency) {
    Instant now = clock.instant();
    return client.newWorkflowStub(
        MirrorTaskWorkflow.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(mode.taskId(destination))
            .setTaskQueue(mode.taskQueue())
            .setPriority(urgency.priority())
            .setTypedSearchAttributes(MirrorSearchAttributes.initial(destination, owner))
            .setMemo(MirrorMemo.initial(destination, now))
            .setStaticSummary(summary(destination, owner))
            .build());
  }
}

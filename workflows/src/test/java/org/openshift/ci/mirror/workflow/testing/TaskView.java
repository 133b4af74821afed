package org.openshift.ci.mirror.workflow.testing;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import java.util.Optional;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.testing.Await;

/** One workflow execution as clients of Temporal see it. */
public final class TaskView {

  private final WorkflowClient client;
  private final String workflowId;

  TaskView(WorkflowClient client, String workflowId) {
    this.client = client;
    this.workflowId = workflowId;
  }

  /** The workflow, typed, for its signals. */
  public MirrorTaskWorkflow signals() {
    return client.newWorkflowStub(MirrorTaskWorkflow.class, workflowId);
  }

  /** The workflow, untyped. */
  public WorkflowStub stub() {
    return client.newUntypedWorkflowStub(workflowId);
  }

  /** Waits for its end, and lets time be skipped. */
  public MirrorResult result() {
    return stub().getResult(MirrorResult.class);
  }

  public MirrorStatus status() {
    return signals().status();
  }

  public WorkflowExecutionStatus execution() {
    return stub().describe().getStatus();
  }

  /** Id of its newest run. */
  public String run() {
    return stub().describe().getExecution().getRunId();
  }

  /** The value of a search attribute; null when it has none. */
  public <T> T attribute(SearchAttributeKey<T> key) {
    return stub().describe().getTypedSearchAttributes().get(key);
  }

  /** The state in the search attribute. */
  public MirrorState state() {
    return MirrorState.of(attribute(MirrorSearchAttributes.MIRROR_STATE));
  }

  /** A value of the memo; null when there is none. */
  public String memo(String key) {
    return stub().describe().getMemo(key, String.class, String.class);
  }

  /** Waits until the search attribute shows that state, without skipping time. */
  public TaskView await(MirrorState state) {
    Await.until(workflowId + " is " + state, () -> state() == state);
    return this;
  }

  /** Waits for its end, without skipping time. */
  public MirrorResult resultAtOnce() {
    Await.until(
        workflowId + " ends",
        () -> execution() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    HistoryEvent last = client.fetchHistory(workflowId).getLastEvent();
    if (last.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED) {
      return result();
    }
    // A call of getResult would let the server skip time.
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(
            0,
            Optional.of(last.getWorkflowExecutionCompletedEventAttributes().getResult()),
            MirrorResult.class,
            MirrorResult.class);
  }

  /** How many events of that type its history has. */
  public long events(EventType type) {
    return client.fetchHistory(workflowId).getEvents().stream()
        .filter(event -> event.getEventType() == type)
        .count();
  }
}

package org.openshift.ci.mirror.api.listing;

import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Map;

/** Executions as Temporal lists them. */
final class Executions {

  private Executions() {}

  static WorkflowExecutionInfo open(
      String workflowId, Map<String, Object> memo, Map<String, Object> attributes) {
    Memo.Builder memoFields = Memo.newBuilder();
    memo.forEach((key, value) -> memoFields.putFields(key, payload(value)));
    SearchAttributes.Builder indexed = SearchAttributes.newBuilder();
    attributes.forEach((key, value) -> indexed.putIndexedFields(key, payload(value)));
    return WorkflowExecutionInfo.newBuilder()
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId("run-1"))
        .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
        .setStartTime(Timestamp.newBuilder().setSeconds(1_700_000_000))
        .setMemo(memoFields)
        .setSearchAttributes(indexed)
        .build();
  }

  private static Payload payload(Object value) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow();
  }
}

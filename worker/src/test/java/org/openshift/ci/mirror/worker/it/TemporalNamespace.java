package org.openshift.ci.mirror.worker.it;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.util.List;

/**
 * A namespace of a Temporal server.
 *
 * @param name of a namespace that exists
 */
record TemporalNamespace(TemporalProcess server, String name) {

  WorkflowClient client() {
    return WorkflowClient.newInstance(
        server.stubs(), WorkflowClientOptions.newBuilder().setNamespace(name).build());
  }

  ScheduleClient schedules() {
    return ScheduleClient.newInstance(
        server.stubs(), ScheduleClientOptions.newBuilder().setNamespace(name).build());
  }

  /** How many events of these types the history of a workflow's last execution has. */
  long events(String workflowId, EventType... types) {
    return client().fetchHistory(workflowId).getEvents().stream()
        .filter(event -> List.of(types).contains(event.getEventType()))
        .count();
  }
}

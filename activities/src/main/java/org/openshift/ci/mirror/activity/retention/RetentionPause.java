package org.openshift.ci.mirror.activity.retention;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses the schedule of retention sweeps. Workers leave it so, until a person unpauses it. */
final class RetentionPause {

  private static final Logger log = LoggerFactory.getLogger(RetentionPause.class);

  private final WorkflowClient client;

  RetentionPause(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Pauses it.
   *
   * @param reason is shown with the schedule
   * @return the reason, and what became of the schedule
   */
  String pause(MirrorMode mode, String reason) {
    String id = mode.retentionScheduleId();
    try {
      ScheduleClient.newInstance(
              client.getWorkflowServiceStubs(),
              ScheduleClientOptions.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .setIdentity(client.getOptions().getIdentity())
                  .build())
          .getHandle(id)
          .pause(reason);
      return "%s. The schedule %s is paused until somebody unpauses it".formatted(reason, id);
    } catch (RuntimeException e) {
      log.error("cannot pause the schedule {}; pause it by hand", id, e);
      return "%s. The schedule %s could not be paused (%s): pause it by hand"
          .formatted(reason, id, e.getMessage());
    }
  }
}

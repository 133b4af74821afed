package org.openshift.ci.mirror.api.temporal;

import com.google.protobuf.util.Timestamps;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.Optional;
import org.openshift.ci.mirror.contract.ExecutionFields;

/** What an activity that is not over has told by its heartbeats. */
public final class Heartbeats {

  private Heartbeats() {}

  /** Whether a worker has the activity now. */
  public static boolean isStarted(PendingActivityInfo activity) {
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;
  }

  /** Whether the current attempt has sent a heartbeat; the details may be an earlier one's. */
  public static boolean ofThisAttempt(PendingActivityInfo activity) {
    return activity.hasLastHeartbeatTime()
        && Timestamps.compare(activity.getLastHeartbeatTime(), activity.getLastStartedTime()) >= 0;
  }

  /** The details of the last heartbeat; empty when there are none that can be read. */
  public static <T> Optional<T> details(PendingActivityInfo activity, Class<T> type) {
    return activity.getHeartbeatDetails().getPayloadsCount() == 0
        ? Optional.empty()
        : ExecutionFields.read(activity.getHeartbeatDetails().getPayloads(0), type);
  }
}

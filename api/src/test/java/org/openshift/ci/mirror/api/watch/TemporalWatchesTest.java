package org.openshift.ci.mirror.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of the end of an attempt to watch. */
class TemporalWatchesTest {

  private static String why(String worker, Failure.Builder failure) {
    return TemporalWatches.whyItEnded(
        PendingActivityInfo.newBuilder()
            .setLastWorkerIdentity(worker)
            .setLastFailure(failure)
            .build());
  }

  private static Failure.Builder timeout(TimeoutType type, String message) {
    return Failure.newBuilder()
        .setMessage(message)
        .setTimeoutFailureInfo(TimeoutFailureInfo.newBuilder().setTimeoutType(type));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TIMEOUT_TYPE_HEARTBEAT",
        "TIMEOUT_TYPE_START_TO_CLOSE",
        "TIMEOUT_TYPE_SCHEDULE_TO_CLOSE"
      })
  void aTimeoutSaysWhatToLookAt(TimeoutType type) {
    assertEquals(
        "the worker that had it, 7@pod, no longer reports; look whether workers run (in its words)",
        why("7@pod", timeout(type, "in its words")));
  }

  @Test
  void theWorkerMayBeUnknown() {
    assertEquals(
        "the worker that had it no longer reports; look whether workers run (in its words)",
        why("", timeout(TimeoutType.TIMEOUT_TYPE_HEARTBEAT, "in its words")));
  }

  @Test
  void anErrorOfTheWatchIsToldAsItIs() {
    assertEquals(
        "the credentials were refused",
        why(
            "7@pod",
            Failure.newBuilder()
                .setMessage("the credentials were refused")
                .setApplicationFailureInfo(ApplicationFailureInfo.getDefaultInstance())));
  }
}

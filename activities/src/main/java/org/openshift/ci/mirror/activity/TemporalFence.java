package org.openshift.ci.mirror.activity;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;

/**
 * The fence of a running activity: a heartbeat that is sent at once and answered. The SDK's own
 * heartbeats are throttled, so they prove nothing.
 */
public final class TemporalFence implements Fence {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** How long Temporal may be away before the activity fails. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

  private final WorkflowClient client;
  private final ActivityInfo activity;
  private final Supplier<?> details;

  /**
   * The fence of an activity.
   *
   * @param details supplies the details; those of a later heartbeat replace earlier ones
   */
  public TemporalFence(
      WorkflowClient client, ActivityExecutionContext context, Supplier<?> details) {
    this.client = client;
    this.activity = context.getInfo();
    this.details = details;
  }

  @Override
  public void prove() {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      try {
        require(send());
        return;
      } catch (StatusRuntimeException e) {
        if (isOver(e)) {
          throw new ActivityNotExistsException(activity, e);
        }
        if (System.nanoTime() - end > 0) {
          throw ActivityFailures.of(
              new Problem(
                  MirrorErrorType.TIMEOUT,
                  "nothing was written, because Temporal did not confirm within %d s that this attempt is the current one (%s); trying again may help"
                      .formatted(LONGEST_WAIT.toSeconds(), e.getStatus().getCode())));
        }
        Interruptible.sleep(BETWEEN_ATTEMPTS);
      }
    }
  }

  private RecordActivityTaskHeartbeatResponse send() {
    RecordActivityTaskHeartbeatRequest.Builder request =
        RecordActivityTaskHeartbeatRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setIdentity(client.getOptions().getIdentity())
            .setTaskToken(ByteString.copyFrom(activity.getTaskToken()));
    Optional<Payloads> payloads = client.getOptions().getDataConverter().toPayloads(details.get());
    payloads.ifPresent(request::setDetails);
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .recordActivityTaskHeartbeat(request.build());
  }

  private void require(RecordActivityTaskHeartbeatResponse answer) {
    if (answer.getCancelRequested() || answer.getActivityPaused() || answer.getActivityReset()) {
      throw new ActivityCanceledException(activity);
    }
  }

  /** Whether Temporal no longer knows the activity, or this attempt of it. */
  private static boolean isOver(StatusRuntimeException e) {
    Status.Code code = e.getStatus().getCode();
    return code == Status.Code.NOT_FOUND || code == Status.Code.INVALID_ARGUMENT;
  }
}

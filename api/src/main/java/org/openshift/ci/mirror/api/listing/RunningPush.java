package org.openshift.ci.mirror.api.listing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openshift.ci.mirror.api.temporal.Heartbeats;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.PushProgress;

/**
 * The push of an image that is under way, as its heartbeats tell.
 *
 * @param started when it began
 * @param reportedAt when its worker told the numbers last, about every sixteen seconds; null while
 *     it has not yet
 * @param bytesDone bytes of the image's blobs that are at the target, also those that were there
 * @param bytesTotal bytes of all blobs of the image; null while that is not known
 * @param bytesPerSecond bytes done, by the time since it began; null while it has told none
 */
public record RunningPush(
    @JsonProperty("started") Instant started,
    @JsonProperty("reported_at") Instant reportedAt,
    @JsonProperty("bytes_done") long bytesDone,
    @JsonProperty("bytes_total") Long bytesTotal,
    @JsonProperty("bytes_per_second") Long bytesPerSecond) {

  /** The push that this task waits for, if a worker has begun it. */
  static Optional<RunningPush> of(TagExecution task) {
    return task.pending().stream()
        .filter(activity -> activity.getActivityType().getName().equals(PushActivities.PUSH_TAGS))
        .filter(Heartbeats::isStarted)
        .findFirst()
        .map(RunningPush::of);
  }

  private static RunningPush of(PendingActivityInfo push) {
    Instant started = Times.instant(push.getLastStartedTime());
    Optional<PushProgress> progress =
        Heartbeats.ofThisAttempt(push)
            ? Heartbeats.details(push, PushProgress.class)
            : Optional.empty();
    if (progress.isEmpty()) {
      return new RunningPush(started, null, 0, null, null);
    }
    Instant at = Times.instant(push.getLastHeartbeatTime());
    long done = progress.get().bytesDone();
    long total = progress.get().bytesTotal();
    long millis = Math.max(1, Duration.between(started, at).toMillis());
    return new RunningPush(started, at, done, total > 0 ? total : null, done * 1_000 / millis);
  }
}

package org.openshift.ci.mirror.api.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/**
 * The report on one tag: its open mirror task, or the end of its last one.
 *
 * @param task the open task, or else the last one
 * @param ended when it ended; null while it is open
 * @param outcome {@code mirrored}, {@code equal}, {@code withdrawn}, {@code skipped}, {@code
 *     failed}, {@code canceled}, {@code terminated} or {@code timed_out}; null while it is open
 * @param result what the task returned; null while it is open and when it did not succeed
 * @param push the push that is under way; null for none
 * @param otherOpenTasks further open tasks of the tag, such as a dry run's
 */
public record TagReport(
    @JsonUnwrapped MirrorEntry task,
    @JsonProperty("ended") Instant ended,
    @JsonProperty("outcome") String outcome,
    @JsonProperty("result") Result result,
    @JsonProperty("push") RunningPush push,
    @JsonProperty("other_open_tasks") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<MirrorEntry> otherOpenTasks) {

  /** A report on a task that pushes nothing now. */
  public TagReport(
      MirrorEntry task,
      Instant ended,
      String outcome,
      Result result,
      List<MirrorEntry> otherOpenTasks) {
    this(task, ended, outcome, result, null, otherOpenTasks);
  }

  /**
   * The result of a task.
   *
   * @param digest the digest at the destination; null when the task was withdrawn
   * @param pushes how many images were pushed
   * @param bytesCopied bytes sent to the target
   */
  public record Result(
      @JsonProperty("digest") String digest,
      @JsonProperty("pushes") int pushes,
      @JsonProperty("bytes_copied") long bytesCopied) {}
}

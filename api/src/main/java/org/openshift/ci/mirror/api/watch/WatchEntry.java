package org.openshift.ci.mirror.api.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.contract.MirrorMode;

/**
 * An open watch of image streams as the API shows it.
 *
 * @param workflowId id of its workflow; a dry run has a watch of its own
 * @param state {@code connecting}, {@code listing}, {@code connected}, {@code failing} or {@code
 *     waiting} (no worker has it)
 * @param since since when it is in that state; null when that is not known
 * @param lastError why it is failing; null unless it is
 * @param lastEvent when the last change of an image stream arrived; null when none is known
 * @param lagSeconds for how long it may not have seen a change; null when that is not known
 * @param relists how often its worker listed all image streams again
 * @param worker the worker that has it, or had it last; null for none
 * @param workflowUrl the workflow's page in Temporal's Web UI
 */
public record WatchEntry(
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("state") String state,
    @JsonProperty("since") Instant since,
    @JsonProperty("last_error") String lastError,
    @JsonProperty("last_event") Instant lastEvent,
    @JsonProperty("lag_seconds") Long lagSeconds,
    @JsonProperty("relists") int relists,
    @JsonProperty("worker") String worker,
    @JsonProperty("workflow_url") String workflowUrl) {

  /** The state of a watch that no worker has. */
  static final String WAITING = "waiting";

  /**
   * Whether only a dry run has workers, as far as these open watches tell. A watch that waits has
   * no worker: real workers may have been replaced by a dry run's.
   */
  public static boolean areOfADryRunOnly(List<WatchEntry> open) {
    List<WatchEntry> taken = open.stream().filter(watch -> !watch.state().equals(WAITING)).toList();
    return !taken.isEmpty()
        && taken.stream()
            .allMatch(watch -> watch.workflowId().equals(MirrorMode.DRY_RUN.imageStreamWatchId()));
  }
}

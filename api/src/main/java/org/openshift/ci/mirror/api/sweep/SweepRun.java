package org.openshift.ci.mirror.api.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * One sweep.
 *
 * @param workflowId id of its workflow
 * @param outcome {@code completed}, {@code failed}, {@code canceled}, {@code terminated} or {@code
 *     timed_out}; null while it is open, and when Temporal no longer keeps it
 * @param started when it started
 * @param ended when it ended; null like the outcome
 * @param found what it found; null unless it completed
 * @param lastError why it failed; null unless it did
 * @param workflowUrl its page in Temporal's Web UI
 */
public record SweepRun(
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("outcome") String outcome,
    @JsonProperty("started") Instant started,
    @JsonProperty("ended") Instant ended,
    @JsonProperty("found") Found found,
    @JsonProperty("last_error") String lastError,
    @JsonProperty("workflow_url") String workflowUrl) {

  /** A sweep that is not known to have ended. */
  static SweepRun open(String workflowId, Instant started, String workflowUrl) {
    return new SweepRun(workflowId, null, started, null, null, null, workflowUrl);
  }

  /** This sweep with its end. */
  SweepRun endedAs(String how, Instant when, SweepSummary result, String error) {
    return new SweepRun(
        workflowId,
        how,
        started,
        when,
        result == null ? null : Found.of(result),
        error,
        workflowUrl);
  }

  /**
   * What a sweep found: see {@link SweepSummary}.
   *
   * @param lookedAt entries that were compared
   * @param equal those whose destination has the source's digest
   * @param started mirror tasks that it started
   * @param withdrawn open tasks that it triggered because they should mirror something else
   * @param skipped entries that it skipped, by reason
   * @param notes a line for each of the first entries that need somebody's attention
   */
  public record Found(
      @JsonProperty("looked_at") int lookedAt,
      @JsonProperty("equal") int equal,
      @JsonProperty("started") int started,
      @JsonProperty("withdrawn") int withdrawn,
      @JsonProperty("skipped") SortedMap<String, Integer> skipped,
      @JsonProperty("notes") List<String> notes) {

    static Found of(SweepSummary summary) {
      return new Found(
          summary.lookedAt(),
          summary.equal(),
          summary.started(),
          summary.withdrawn(),
          summary.skipped(),
          summary.notes());
    }
  }
}

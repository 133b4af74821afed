package org.openshift.ci.mirror.api.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.SweepSummary;

/**
 * One sweep.
 *
 * @param workflowId id of its workflow
 * @param outcome {@code completed}, {@code failed}, {@code canceled}, {@code terminated} or {@code
 *     timed_out}; null while it is open, and when Temporal no longer keeps it
 * @param started when it started
 * @param ended when it ended; null like the outcome
 * @param found what it found; null unless it completed, and for a retention sweep
 * @param dateTags what a retention sweep did; null unless it completed, and for all others
 * @param lastError why it failed; null unless it did
 * @param workflowUrl its page in Temporal's Web UI
 */
public record SweepRun(
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("outcome") String outcome,
    @JsonProperty("started") Instant started,
    @JsonProperty("ended") Instant ended,
    @JsonProperty("found") Found found,
    @JsonProperty("date_tags") DateTags dateTags,
    @JsonProperty("last_error") String lastError,
    @JsonProperty("workflow_url") String workflowUrl) {

  /** A sweep that is not known to have ended. */
  static SweepRun open(String workflowId, Instant started, String workflowUrl) {
    return new SweepRun(workflowId, null, started, null, null, null, null, workflowUrl);
  }

  /** This sweep with its end, and without a result. */
  SweepRun endedAs(String how, Instant when, String error) {
    return new SweepRun(workflowId, how, started, when, null, null, error, workflowUrl);
  }

  /** This sweep with what it found. */
  SweepRun with(SweepSummary result) {
    return new SweepRun(
        workflowId, outcome, started, ended, Found.of(result), null, lastError, workflowUrl);
  }

  /** This retention sweep with what it did. */
  SweepRun with(RetentionSummary result) {
    return new SweepRun(
        workflowId, outcome, started, ended, null, DateTags.of(result), lastError, workflowUrl);
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

  /**
   * What a retention sweep did with date tags: see {@link RetentionSummary}.
   *
   * @param days the age in days above which date tags are removed
   * @param dryRun whether nothing was to be removed
   * @param lookedAt date tags at the target: the sum of all counts below
   * @param kept those that stay, by reason
   * @param wouldRemove those that a real sweep would remove; 0 unless it was a dry run
   * @param removed those that were removed
   * @param failed those that could not be removed, by reason
   * @param notes a line for each of the first that would be or could not be removed
   */
  public record DateTags(
      @JsonProperty("days") int days,
      @JsonProperty("dry_run") boolean dryRun,
      @JsonProperty("looked_at") int lookedAt,
      @JsonProperty("kept") SortedMap<String, Integer> kept,
      @JsonProperty("would_remove") int wouldRemove,
      @JsonProperty("removed") int removed,
      @JsonProperty("failed") SortedMap<String, Integer> failed,
      @JsonProperty("notes") List<String> notes) {

    static DateTags of(RetentionSummary summary) {
      return new DateTags(
          summary.days(),
          summary.dryRun(),
          summary.lookedAt(),
          summary.kept(),
          summary.wouldRemove(),
          summary.removed(),
          summary.failed(),
          summary.notes());
    }
  }
}

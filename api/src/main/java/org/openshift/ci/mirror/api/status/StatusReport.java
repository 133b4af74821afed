package org.openshift.ci.mirror.api.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.watch.WatchEntry;

/**
 * Whether all is well, and what that is known from.
 *
 * @param verdict the answer
 * @param sentence the answer in words, which all clients show
 * @param problems what is not well, or not known; the worst first
 * @param notes what is worth knowing besides, a sentence each
 * @param summary what the last full resync found; null before one has ended
 * @param nextResyncDue when the next one starts; null while none is scheduled
 * @param dryRunOnly whether only a dry run has workers, so that nothing is pushed
 * @param watches the open watches of image streams
 * @param openTasks the open mirror tasks
 * @param tokenSource where one gets the token for asking something of tasks, as a sentence
 */
public record StatusReport(
    @JsonProperty("verdict") Verdict verdict,
    @JsonProperty("sentence") String sentence,
    @JsonProperty("problems") List<Finding> problems,
    @JsonProperty("notes") List<String> notes,
    @JsonProperty("summary") SweepListing.Summary summary,
    @JsonProperty("next_resync_due") Instant nextResyncDue,
    @JsonProperty("dry_run_only") boolean dryRunOnly,
    @JsonProperty("watches") List<WatchEntry> watches,
    @JsonProperty("open_tasks") TaskCounts openTasks,
    @JsonProperty("token_source") String tokenSource) {

  public StatusReport {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
    watches = List.copyOf(watches);
  }

  /** The answers. */
  public enum Verdict {
    /** Every watched tag is mirrored or on its way, and changes are noticed. */
    WELL,
    /** Something is known that is not well. */
    NOT_WELL,
    /** Nothing is known that is not well, but not enough is known. */
    UNKNOWN;

    /** The name in JSON: lower case. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that is not well, or not known.
   *
   * @param text a sentence
   * @param links the parts of the sentence that a view of the page shows, in their order
   */
  public record Finding(
      @JsonProperty("text") String text, @JsonProperty("links") List<Link> links) {

    public Finding {
      links = List.copyOf(links);
    }
  }

  /**
   * A part of a sentence.
   *
   * @param text the part
   * @param view the address of the view, relative to the page: {@code ?} and filters of the list,
   *     or {@code #} and a tag
   */
  public record Link(@JsonProperty("text") String text, @JsonProperty("view") String view) {}
}

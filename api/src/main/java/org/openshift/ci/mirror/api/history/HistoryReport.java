package org.openshift.ci.mirror.api.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.api.listing.MirrorEntry.SourceTag;

/**
 * What became of mirror tasks in the last 24 hours.
 *
 * @param hours 24 whole hours of the clock (UTC), the oldest first; the last one is not over
 * @param lastMirrored the last ten tags that were mirrored, the last one first, however long ago
 */
public record HistoryReport(
    @JsonProperty("hours") List<Hour> hours,
    @JsonProperty("last_mirrored") List<LastMirrored> lastMirrored) {

  public HistoryReport {
    hours = List.copyOf(hours);
    lastMirrored = List.copyOf(lastMirrored);
  }

  /**
   * An hour. The numbers are null until they were read, which takes half a minute after the start
   * of this service.
   *
   * @param from when it began
   * @param mirrored tasks that ended in it because the target had the source's digest
   * @param failed tasks that ended in it otherwise: withdrawn, skipped, or by a person's or
   *     Temporal's act
   * @param open tasks that were open at its end, or are now
   */
  public record Hour(
      @JsonProperty("from") Instant from,
      @JsonProperty("mirrored") Long mirrored,
      @JsonProperty("failed") Long failed,
      @JsonProperty("open") Long open) {}

  /**
   * A tag that was mirrored.
   *
   * @param sourceTag the image stream tag
   * @param ended when its task ended
   * @param digest the digest that it brought to the target
   * @param workflowUrl the task's page in Temporal's Web UI
   */
  public record LastMirrored(
      @JsonProperty("source_tag_ref") SourceTag sourceTag,
      @JsonProperty("ended") Instant ended,
      @JsonProperty("digest") String digest,
      @JsonProperty("workflow_url") String workflowUrl) {}
}

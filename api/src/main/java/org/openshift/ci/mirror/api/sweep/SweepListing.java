package org.openshift.ci.mirror.api.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The sweeps, and the one sentence that says whether all is well.
 *
 * @param summary what the last full resync found; null before one has ended
 * @param sweeps the schedules, the real ones before a dry run's
 */
public record SweepListing(
    @JsonProperty("summary") Summary summary, @JsonProperty("sweeps") List<SweepSchedule> sweeps) {

  public SweepListing {
    sweeps = List.copyOf(sweeps);
  }

  /**
   * What the last full resync found, and how many tasks are open now.
   *
   * @param sentence the numbers in words
   * @param watched the watched tags
   * @param equal those whose target had the source's digest
   * @param open the open mirror tasks now
   * @param comparedAt when the resync ended
   */
  public record Summary(
      @JsonProperty("sentence") String sentence,
      @JsonProperty("watched") int watched,
      @JsonProperty("equal") int equal,
      @JsonProperty("open") long open,
      @JsonProperty("compared_at") Instant comparedAt) {

    static Summary of(SweepRun resync, long open) {
      SweepRun.Found found = resync.found();
      return new Summary(
          String.format(
              Locale.ROOT,
              "%,d watched tags, %,d equal, %,d open",
              found.lookedAt(),
              found.equal(),
              open),
          found.lookedAt(),
          found.equal(),
          open,
          resync.ended());
    }
  }
}

package org.openshift.ci.mirror.api.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.openshift.ci.mirror.model.SweepKind;

/**
 * A schedule of sweeps.
 *
 * @param id its id at Temporal; a dry run's begins with {@code dry-run/}
 * @param kind what its sweeps go over
 * @param paused whether somebody has paused it
 * @param note why, if that person said it; else null
 * @param nextDue when the next sweep starts; null while it is paused
 * @param runs the last sweeps that it started, newest first
 */
public record SweepSchedule(
    @JsonProperty("schedule_id") String id,
    @JsonProperty("kind") Kind kind,
    @JsonProperty("paused") boolean paused,
    @JsonProperty("note") String note,
    @JsonProperty("next_due") Instant nextDue,
    @JsonProperty("runs") List<SweepRun> runs) {

  public SweepSchedule {
    runs = List.copyOf(runs);
  }

  /** What sweeps go over: a list of tags to compare, or the date tags at the target. */
  public enum Kind {
    /** As {@link SweepKind#SUPPLEMENTAL}. */
    SUPPLEMENTAL,
    /** As {@link SweepKind#ART}. */
    ART,
    /** As {@link SweepKind#BACKFILL}. */
    BACKFILL,
    /** As {@link SweepKind#RESYNC}. */
    RESYNC,
    /** Date tags, of which the old ones are removed. */
    RETENTION;

    static Kind of(SweepKind kind) {
      return valueOf(kind.name());
    }

    /** The name in JSON: lower case. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package org.openshift.ci.mirror.api.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.SweepKind;

/**
 * A schedule of sweeps.
 *
 * @param id its id at Temporal; a dry run's begins with {@code dry-run/}
 * @param kind the list of tags
 * @param paused whether somebody has paused it
 * @param note why, if that person said it; else null
 * @param nextDue when the next sweep starts; null while it is paused
 * @param runs the last sweeps that it started, newest first
 */
public record SweepSchedule(
    @JsonProperty("schedule_id") String id,
    @JsonProperty("kind") SweepKind kind,
    @JsonProperty("paused") boolean paused,
    @JsonProperty("note") String note,
    @JsonProperty("next_due") Instant nextDue,
    @JsonProperty("runs") List<SweepRun> runs) {

  public SweepSchedule {
    runs = List.copyOf(runs);
  }
}

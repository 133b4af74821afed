package org.openshift.ci.mirror.api.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.openshift.ci.mirror.api.listing.MirrorEntry;

/**
 * The open mirror tasks in numbers. A task has failed if it shows a failure: from the failure until
 * it has mirrored the image, also while a trigger makes it check again.
 *
 * @param total all
 * @param stale those whose target is stale
 * @param byState those in each state that has some
 * @param byErrorType those that show a failure or that a person parked, by the type
 * @param parkedByHand those that a person parked, which have not failed
 * @param parkedByOwner the other parked ones
 * @param waitingFor those that wait until a registry serves again, by registry
 * @param retrying those that have failed, are not parked and wait for no registry, by the type
 * @param staleTooLong the stale ones that have been open for more than {@link #STALE_TOO_LONG} and
 *     that no person parked
 * @param oldestStale the stale one that has been open longest and that no person parked; empty for
 *     none, and when not known
 */
public record TaskCounts(
    @JsonProperty("total") long total,
    @JsonProperty("stale") long stale,
    @JsonProperty("by_state") SequencedMap<String, Long> byState,
    @JsonProperty("by_error_type") SequencedMap<String, Long> byErrorType,
    @JsonProperty("parked_by_hand") long parkedByHand,
    @JsonIgnore SequencedMap<String, Long> parkedByOwner,
    @JsonIgnore SequencedMap<String, Long> waitingFor,
    @JsonIgnore SequencedMap<String, Long> retrying,
    @JsonIgnore long staleTooLong,
    @JsonIgnore Optional<MirrorEntry> oldestStale) {

  /** After this time, the alert {@code MirroredImageStale} fires for a stale tag. */
  static final Duration STALE_TOO_LONG = Duration.ofHours(2);

  public TaskCounts {
    byState = copy(byState);
    byErrorType = copy(byErrorType);
    parkedByOwner = copy(parkedByOwner);
    waitingFor = copy(waitingFor);
    retrying = copy(retrying);
  }

  /** In the order of the original, which that of {@code Map.copyOf} is not. */
  private static SequencedMap<String, Long> copy(SequencedMap<String, Long> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}

package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an open mirror task is doing; {@code MirrorState} in Temporal's visibility. */
public enum MirrorState {
  /** It reads the digests at the source and at the target. */
  CHECKING,
  /** It pushes the image. */
  COPYING,
  /** It waits to try again after a failure that is expected to pass. */
  RETRYING,
  /** It waits for somebody or something: trying again by itself would not help. */
  PARKED,
  /** Dry run: it would push, and stays open so that the listing is the plan. */
  PLANNED;

  /** The name in search attributes, JSON and logs: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static MirrorState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}

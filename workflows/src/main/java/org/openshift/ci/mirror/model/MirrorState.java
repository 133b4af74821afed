package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an open mirror task is doing; search attribute {@code MirrorState}. */
public enum MirrorState {
  /** Reads the digests at the source and at the target, and has not failed. */
  CHECKING,
  /** Pushes the image, and has not failed. */
  COPYING,
  /**
   * Has had a transient failure, and waits to try again or is trying again: from the failure until
   * a success, also while its next attempt reads or pushes.
   */
  RETRYING,
  /** Waits for a trigger, because trying again is unlikely to help. */
  PARKED,
  /** Dry run: would push, and stays open so that the list of open tasks is the plan. */
  PLANNED;

  /** The name in search attributes, JSON and logs: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state with this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static MirrorState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}

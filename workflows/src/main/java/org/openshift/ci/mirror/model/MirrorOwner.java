package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The rule that asked for a mirror task; {@code MirrorOwner} in Temporal's visibility. */
public enum MirrorOwner {
  /** A watched image stream tag of the cluster. */
  DISTRIBUTOR,
  /** An entry of {@code supplementalCIImages}: an image of any registry. */
  SUPPLEMENTAL,
  /** A stream that matches an entry of {@code artImages}. */
  ART,
  /** An entry of {@code qciToAppCIImages}: from the mirror back to the cluster's registry. */
  BACKFILL;

  /** The name in search attributes, JSON and logs: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The owner of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static MirrorOwner of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}

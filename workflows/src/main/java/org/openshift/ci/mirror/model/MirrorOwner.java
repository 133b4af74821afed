package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The rule that claims a destination; search attribute {@code MirrorOwner}. */
public enum MirrorOwner {
  /** A watched image stream tag of the cluster. */
  DISTRIBUTOR,
  /** An entry of {@code supplementalCIImages}: an image from any registry. */
  SUPPLEMENTAL,
  /** A stream that matches an entry of {@code artImages}. */
  ART,
  /** An entry of {@code qciToAppCIImages}: from the mirror back to app.ci's registry. */
  BACKFILL;

  /** The name in search attributes, JSON and logs: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The owner with this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static MirrorOwner of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}

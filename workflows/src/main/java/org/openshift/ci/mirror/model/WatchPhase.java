package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the watch of image streams is doing. */
public enum WatchPhase {
  /** Has begun, and nothing has answered yet. */
  CONNECTING,
  /** Reads all image streams. */
  LISTING,
  /** Has read everything, and follows the changes. */
  CONNECTED,
  /** The image streams cannot be read, or the watch ended with an error; it is tried again. */
  FAILING;

  /** The name in JSON, metrics and texts: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The phase with this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static WatchPhase of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}

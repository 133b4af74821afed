package org.openshift.ci.mirror.api.temporal;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;

/** Temporal's times. */
public final class Times {

  private Times() {}

  /** The moment, to the millisecond. */
  public static Instant instant(Timestamp time) {
    return Instant.ofEpochMilli(Timestamps.toMillis(time));
  }
}

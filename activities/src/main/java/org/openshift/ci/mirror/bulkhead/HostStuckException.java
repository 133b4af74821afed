package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;

/** All permits of a host are in use, and none was acquired or released for a while. */
public final class HostStuckException extends RuntimeException {

  HostStuckException(String host, int permits, Duration stuckFor) {
    super(
        ("all %d permits of %s are in use, and none was acquired or released for %d s; worth"
                + " another try")
            .formatted(permits, host, stuckFor.toSeconds()));
  }
}

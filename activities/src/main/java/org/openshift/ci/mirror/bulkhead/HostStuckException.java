package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;

/** All places of a host are taken, and none was entered or left for a while. */
public final class HostStuckException extends RuntimeException {

  HostStuckException(String host, int places, Duration stuckFor) {
    super(
        "all %d places of %s are taken, and none was entered or left for %d s; worth another try"
            .formatted(places, host, stuckFor.toSeconds()));
  }
}

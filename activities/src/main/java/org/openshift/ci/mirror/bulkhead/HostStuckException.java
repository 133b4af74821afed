package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;

/** All places of a host are taken, and none was entered or left for a while. */
public final class HostStuckException extends RuntimeException {

  private final String host;

  HostStuckException(String host, int places, Duration stuckFor) {
    super(
        "all %d places of %s are taken, and none was entered or left for %d s; worth another try"
            .formatted(places, host, stuckFor.toSeconds()));
    this.host = host;
  }

  /** The host whose line did not move. */
  public String host() {
    return host;
  }
}

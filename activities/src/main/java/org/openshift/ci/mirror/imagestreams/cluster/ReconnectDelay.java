package org.openshift.ci.mirror.imagestreams.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The delay before the next attempt: doubles from 0.5 s to 30 s, with jitter. */
final class ReconnectDelay {

  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 30_000;

  private int attempts;

  /** Attempts since the last success. */
  int attempts() {
    return attempts;
  }

  /** Counts an attempt, and returns the delay before it. */
  Duration next() {
    long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10));
    attempts++;
    // Half of it is random, so that workers do not all return to a cluster at once.
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }

  /** Begins anew after a success. */
  void reset() {
    attempts = 0;
  }
}

package org.openshift.ci.mirror.registry.internal.ratelimit;

/**
 * Spaces requests to keep a rate, and allows a burst after a pause (generic cell rate algorithm).
 * Not thread safe; times are those of {@link System#nanoTime()}.
 */
final class TokenBucket {

  private double nanosPerRequest;
  private int burst;
  private long next;

  TokenBucket(double perSecond, int burst, long now) {
    rate(perSecond, burst);
    next = earliest(now);
  }

  /** Changes the rate from now on. */
  void rate(double perSecond, int newBurst) {
    nanosPerRequest = 1e9 / perSecond;
    burst = newBurst;
  }

  double perSecond() {
    return 1e9 / nanosPerRequest;
  }

  /** Nanoseconds that a request made now has to wait; 0 for none. */
  long waitAt(long now) {
    return Math.max(0, Math.max(next, earliest(now)) - now);
  }

  /** Takes the token of a request that is sent now. */
  void take(long now) {
    next = Math.max(next, earliest(now)) + (long) nanosPerRequest;
  }

  private long earliest(long now) {
    return now - (long) ((burst - 1) * nanosPerRequest);
  }
}

package org.openshift.ci.mirror.registry.internal.http;

import java.time.Duration;

/**
 * How many bytes moved within the last while of waiting for a peer. Time is counted in slices, so
 * the while is as long as asked for, or up to an eighth longer.
 */
final class SlidingBytes {

  private static final int SLICES = 8;

  private final long window;
  private final long[] bytes = new long[SLICES + 1];
  private long slice;
  private long sum;

  SlidingBytes(Duration window) {
    this.window = window.toNanos();
  }

  /**
   * These bytes moved.
   *
   * @param waited nanoseconds of waiting so far, which never decrease
   */
  void moved(long waited, int count) {
    slideTo(waited);
    bytes[(int) (slice % bytes.length)] += count;
    sum += count;
  }

  /** Whether fewer bytes than these moved within the last while; never before one is over. */
  boolean isBelow(long least, long waited) {
    slideTo(waited);
    return waited > window && sum < least;
  }

  private void slideTo(long waited) {
    long now = waited * SLICES / Math.max(1, window);
    for (int i = 0; i < bytes.length && slice < now; i++) {
      slice++;
      int oldest = (int) (slice % bytes.length);
      sum -= bytes[oldest];
      bytes[oldest] = 0;
    }
    slice = Math.max(slice, now);
  }
}

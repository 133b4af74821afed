package org.openshift.ci.mirror.registry.internal.http;

import java.time.Duration;

/**
 * Counts the bytes transferred within a sliding window of the time spent waiting for a peer. The
 * window moves in slices, so it is up to an eighth longer than requested.
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
   * Adds transferred bytes.
   *
   * @param waited nanoseconds spent waiting so far; never decreases
   */
  void moved(long waited, int count) {
    slideTo(waited);
    bytes[(int) (slice % bytes.length)] += count;
    sum += count;
  }

  /**
   * Whether fewer bytes were transferred within the last window; false until one window has passed.
   */
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

package org.openshift.ci.mirror.activity.outage;

import java.time.Duration;

/**
 * Limits how many waiting tasks are woken at once, so that tags that change meanwhile wait only
 * seconds: as many as finished since the last count, minus those still open; half as many again
 * while nearly all are finished.
 */
final class WakeUpPace {

  /** Visibility lags behind by about a second. */
  static final Duration BETWEEN_COUNTS = Duration.ofSeconds(2);

  private static final long FIRST = 70;

  /** Long pushes, or tasks that begin to retry meanwhile, must not hold the others for long. */
  private static final long LEAST = 30;

  private static final long NEARLY_NONE = 20;

  private long done;
  private long wokenBefore;
  private long leftBefore;

  /**
   * The number of tasks to wake now.
   *
   * @param left how many of the woken tasks are still open, counted {@link #BETWEEN_COUNTS} after
   *     the previous call
   */
  int next(long left) {
    long wake;
    if (wokenBefore == 0) {
      wake = FIRST;
    } else if (left <= NEARLY_NONE) {
      done = Math.max(done, wokenBefore);
      wake = done * 3 / 2;
    } else {
      done = Math.max(0, leftBefore + wokenBefore - left);
      wake = Math.max(LEAST, done - left);
    }
    wokenBefore = wake;
    leftBefore = left;
    return (int) Math.min(wake, Integer.MAX_VALUE);
  }
}

package org.openshift.ci.mirror.activity.outage;

import java.time.Duration;

/**
 * How many waiting tasks are woken at once, so that tags that change meanwhile wait a few seconds
 * behind them and not behind all: as many as were done since the last count, less those that are
 * not done yet; half as many again while nearly all are done.
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
   * @param left how many of those that were woken are not done, counted {@link #BETWEEN_COUNTS}
   *     after the call before this one
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

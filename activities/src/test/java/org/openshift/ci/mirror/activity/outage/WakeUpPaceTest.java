package org.openshift.ci.mirror.activity.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast waiting tasks are woken when their registry is back. */
class WakeUpPaceTest {

  private static final int TASKS = 10_000;
  private static final double SECONDS = WakeUpPace.BETWEEN_COUNTS.toSeconds();

  /** Workers that serve this many tasks a second. */
  private static final class Workers {
    private final double perSecond;
    private double backlog;
    private double longestWait;
    private int seconds;

    Workers(double perSecond) {
      this.perSecond = perSecond;
    }

    void wake(int tasks) {
      backlog += tasks;
      longestWait = Math.max(longestWait, backlog / perSecond);
      backlog = Math.max(0, backlog - perSecond * SECONDS);
      seconds += (int) SECONDS;
    }
  }

  private static Workers wakeAll(double perSecond) {
    WakeUpPace pace = new WakeUpPace();
    Workers workers = new Workers(perSecond);
    for (int left = TASKS; left > 0; ) {
      int part = Math.min(left, pace.next((long) workers.backlog));
      workers.wake(part);
      left -= part;
    }
    return workers;
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 37, 60, 100, 300, 1_000})
  void aFreshTagWaitsAFewSecondsBehindThemHoweverFastWorkersAre(int perSecond) {
    Workers workers = wakeAll(perSecond);
    assertTrue(workers.longestWait <= 4, "waits " + workers.longestWait + " s");
    double ideal = TASKS / (double) perSecond;
    assertTrue(workers.seconds <= 1.4 * ideal + 30, workers.seconds + " s instead of " + ideal);
  }

  @Test
  void workersThatKeepUpGetHalfAsManyMoreEachTime() {
    WakeUpPace pace = new WakeUpPace();
    assertEquals(70, pace.next(0));
    assertEquals(105, pace.next(20));
    assertEquals(157, pace.next(0));
  }

  @Test
  void tasksThatTakeLongDoNotHoldTheOthersForLong() {
    WakeUpPace pace = new WakeUpPace();
    long left = 0;
    for (int time = 0; time < 15; time++) {
      left += pace.next(left);
    }
    assertTrue(left >= 450, left + " in 30 s");
  }
}

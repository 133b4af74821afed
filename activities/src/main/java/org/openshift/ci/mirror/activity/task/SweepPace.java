package org.openshift.ci.mirror.activity.task;

import java.time.Duration;

/** Holds back what is not urgent while more waits for workers than they take in a moment. */
public final class SweepPace {

  private static final long MANY = 200;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Backlog backlog;

  public SweepPace(Backlog backlog) {
    this.backlog = backlog;
  }

  /**
   * Waits until there is room for more.
   *
   * @param longest no longer than this
   * @param goOn asked again and again; may throw to end the wait
   * @return whether there is room
   */
  public boolean await(Duration longest, Runnable goOn) {
    long end = System.nanoTime() + longest.toNanos();
    while (backlog.size() > MANY) {
      goOn.run();
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while workers were waited for", e);
    }
  }
}

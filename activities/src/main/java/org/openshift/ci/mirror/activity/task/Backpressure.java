package org.openshift.ci.mirror.activity.task;

import java.time.Duration;
import org.openshift.ci.mirror.activity.Interruptible;

/** Delays work that is not urgent while the {@link Backlog} is long. */
public final class Backpressure {

  private static final long LONG_BACKLOG = 200;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Backlog backlog;

  public Backpressure(Backlog backlog) {
    this.backlog = backlog;
  }

  /**
   * Waits until the backlog is short.
   *
   * @param longest the longest wait
   * @param whileWaiting run before every pause; may throw to end the wait
   * @return false when the backlog is still long
   */
  public boolean await(Duration longest, Runnable whileWaiting) {
    long end = System.nanoTime() + longest.toNanos();
    while (backlog.size() > LONG_BACKLOG) {
      whileWaiting.run();
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Interruptible.sleep(BETWEEN_LOOKS);
    }
    return true;
  }
}

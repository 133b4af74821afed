package org.openshift.ci.mirror.activity;

import java.time.Duration;

/** A wait in the thread of an activity. */
public final class Pause {

  private Pause() {}

  /**
   * Waits for this long; not at all for zero or less.
   *
   * @throws IllegalStateException when the thread is interrupted, which it stays
   */
  public static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a pause; the worker stops", e);
    }
  }
}

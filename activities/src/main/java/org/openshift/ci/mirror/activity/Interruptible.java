package org.openshift.ci.mirror.activity;

import java.time.Duration;

/** Waits in the thread of an activity, which end when its worker stops. */
public final class Interruptible {

  private Interruptible() {}

  /**
   * Waits for this long; not at all for zero or less.
   *
   * @throws IllegalStateException when the thread is interrupted, which it stays
   */
  public static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it waited; the worker stops", e);
    }
  }
}

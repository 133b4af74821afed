package org.openshift.ci.mirror.activity;

import java.time.Duration;

/** Sleeps that end early when the worker stops. */
public final class Interruptible {

  private Interruptible() {}

  /**
   * Waits for this long; not at all for zero or less.
   *
   * @throws IllegalStateException when the thread is interrupted; its interrupt flag stays set
   */
  public static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while waiting, because the worker is stopping", e);
    }
  }
}

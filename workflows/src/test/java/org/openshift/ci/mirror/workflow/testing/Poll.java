package org.openshift.ci.mirror.workflow.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Polls for what another thread or process brings about. */
public final class Poll {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Poll() {}

  /** Returns once the condition holds; fails, naming what was waited for, when it never does. */
  public static void until(String what, BooleanSupplier condition) {
    until(() -> what, DEADLINE, condition);
  }

  /** As {@link #until(String, BooleanSupplier)}, with another deadline and a message made late. */
  public static void until(Supplier<String> what, Duration deadline, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + deadline + ": " + what.get());
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for: " + what.get(), e);
      }
    }
  }
}

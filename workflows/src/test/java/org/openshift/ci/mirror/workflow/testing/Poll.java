package org.openshift.ci.mirror.workflow.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for effects of other threads and processes. */
public final class Poll {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Poll() {}

  /** Returns once the condition holds; fails after 30 s and names what did not happen. */
  public static void until(String what, BooleanSupplier condition) {
    until(() -> what, DEADLINE, condition);
  }

  /** As {@link #until(String, BooleanSupplier)}, with a deadline and a message made at its end. */
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

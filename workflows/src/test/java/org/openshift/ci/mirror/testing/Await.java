package org.openshift.ci.mirror.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process or thread does: asks again and again until a deadline. */
public final class Await {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Between questions to another process. */
  private static final Duration PACE = Duration.ofMillis(100);

  /** Between questions that cost little. */
  private static final Duration FAST_PACE = Duration.ofMillis(10);

  private Await() {}

  /**
   * Waits until the answer is true.
   *
   * @throws AssertionError after the deadline, with what was waited for and the last state
   */
  public static void until(
      String what, Duration within, Supplier<Boolean> answer, Supplier<?> state) {
    until(() -> what + "; now: " + state.get(), within, PACE, answer::get);
  }

  /** Returns once the condition holds; fails after 30 s and names what did not happen. */
  public static void until(String what, BooleanSupplier condition) {
    until(() -> what, SOON, condition);
  }

  /** As {@link #until(String, BooleanSupplier)}, with a deadline and a message made at its end. */
  public static void until(Supplier<String> what, Duration within, BooleanSupplier condition) {
    until(what, within, FAST_PACE, condition);
  }

  private static void until(
      Supplier<String> what, Duration within, Duration pace, BooleanSupplier condition) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + within + ": " + what.get());
      }
      try {
        Thread.sleep(pace);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for: " + what.get(), e);
      }
    }
  }
}

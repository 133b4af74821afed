package org.openshift.ci.mirror.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what another process or thread does: asks again and again until a deadline. */
public final class Await {

  private static final Duration PACE = Duration.ofMillis(100);

  private Await() {}

  /**
   * Waits until the answer is true.
   *
   * @throws AssertionError after the deadline, with what was waited for and the last state
   */
  public static void until(
      String what, Duration within, Supplier<Boolean> answer, Supplier<?> state) {
    Instant deadline = Instant.now().plus(within);
    while (!answer.get()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within " + within + ": " + what + "; now: " + state.get());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(PACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

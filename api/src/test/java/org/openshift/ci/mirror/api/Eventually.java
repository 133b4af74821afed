package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what comes true a little later, as Temporal's visibility does. */
final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  static <T> void equal(T expected, Supplier<T> actual) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    T last = actual.get();
    while (!expected.equals(last) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      last = actual.get();
    }
    assertEquals(expected, last);
  }
}

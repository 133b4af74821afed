package org.openshift.ci.mirror.registry;

import java.time.Duration;
import java.util.function.Supplier;

/** How long the requests of a piece of work may stand in the line of their host. */
final class Patience {

  /** A request that would have to wait longer than this fails instead, and its task waits. */
  static final Duration USUAL = Duration.ofSeconds(10);

  /** About the time a registry takes for its answer. */
  static final Duration LITTLE = Duration.ofMillis(500);

  private static final ScopedValue<Duration> LONGEST_WAIT = ScopedValue.newInstance();

  private Patience() {}

  /** Does work whose requests, as far as the calling thread makes them, have little patience. */
  static <T> T little(Supplier<T> work) {
    return ScopedValue.where(LONGEST_WAIT, LITTLE).call(work::get);
  }

  /** The longest wait for the turn of a request that this thread makes. */
  static Duration longestWait() {
    return LONGEST_WAIT.orElse(USUAL);
  }
}

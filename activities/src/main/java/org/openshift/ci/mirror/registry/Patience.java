package org.openshift.ci.mirror.registry;

import java.time.Duration;
import java.util.function.Supplier;

/** How long a piece of work waits for the turn of its requests, and for their answers. */
final class Patience {

  /** A request that would have to wait longer than this fails instead, and its task waits. */
  private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

  /** About the time a registry takes for its answer. */
  private static final Duration LITTLE_WAIT = Duration.ofMillis(500);

  /** Less than the time of a local activity, which goes on when its time is over. */
  private static final Duration LITTLE_ANSWER = Duration.ofMillis(2_500);

  private static final ScopedValue<Boolean> LITTLE = ScopedValue.newInstance();

  private Patience() {}

  /** Does work whose requests, as far as the calling thread makes them, have little patience. */
  static <T> T little(Supplier<T> work) {
    return ScopedValue.where(LITTLE, true).call(work::get);
  }

  /** The longest wait for the turn of a request that this thread makes. */
  static Duration longestWait() {
    return isLittle() ? LITTLE_WAIT : USUAL_WAIT;
  }

  /** The longest wait for an answer to a request that this thread makes. */
  static Duration longestAnswer(Duration usual) {
    return isLittle() && usual.compareTo(LITTLE_ANSWER) > 0 ? LITTLE_ANSWER : usual;
  }

  private static boolean isLittle() {
    return LITTLE.orElse(false);
  }
}

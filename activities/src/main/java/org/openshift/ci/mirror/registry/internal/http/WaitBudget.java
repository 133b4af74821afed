package org.openshift.ci.mirror.registry.internal.http;

import java.time.Duration;
import java.util.function.Supplier;

/** How long a piece of work waits for the turn of its requests, and for their answers. */
public final class WaitBudget {

  /** A request that would have to wait longer than this fails instead, and its task waits. */
  private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

  /** About the time a registry takes for its answer. */
  private static final Duration LITTLE_WAIT = Duration.ofMillis(500);

  /** Less than the time of a local activity, which goes on when its time is over. */
  private static final Duration LITTLE_ANSWER = Duration.ofMillis(2_500);

  private static final ScopedValue<Limits> LIMITS = ScopedValue.newInstance();

  private WaitBudget() {}

  /** What holds for the requests of a thread. */
  private interface Limits {
    Duration longestWait();

    Duration longestAnswer();
  }

  private record Little() implements Limits {
    @Override
    public Duration longestWait() {
      return LITTLE_WAIT;
    }

    @Override
    public Duration longestAnswer() {
      return LITTLE_ANSWER;
    }
  }

  /** All requests together end by a deadline; what comes after it fails at once. */
  private record Until(long deadline) implements Limits {
    @Override
    public Duration longestWait() {
      return longestAnswer();
    }

    @Override
    public Duration longestAnswer() {
      return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }
  }

  /** Does work whose requests, as far as the calling thread makes them, have little patience. */
  public static <T> T little(Supplier<T> work) {
    return ScopedValue.where(LIMITS, new Little()).call(work::get);
  }

  /** Does work whose requests, as far as the calling thread makes them, end within this time. */
  public static void within(Duration time, Runnable work) {
    ScopedValue.where(LIMITS, new Until(System.nanoTime() + time.toNanos())).run(work);
  }

  /** The longest wait for the turn of a request that this thread makes. */
  public static Duration longestWait() {
    return LIMITS.isBound() ? shorter(LIMITS.get().longestWait(), USUAL_WAIT) : USUAL_WAIT;
  }

  /** The longest wait for an answer to a request that this thread makes. */
  public static Duration longestAnswer(Duration usual) {
    return LIMITS.isBound() ? shorter(LIMITS.get().longestAnswer(), usual) : usual;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

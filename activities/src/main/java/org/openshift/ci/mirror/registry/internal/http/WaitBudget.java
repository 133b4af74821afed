package org.openshift.ci.mirror.registry.internal.http;

import java.time.Duration;
import java.util.function.Supplier;

/** How long the requests of a thread may wait for the rate limit and for their answers. */
public final class WaitBudget {

  /** A request that the rate limit would delay for longer fails instead. */
  private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

  /** About the time that a registry takes to answer. */
  private static final Duration SHORT_WAIT = Duration.ofMillis(500);

  /** Less than the timeout of a local activity, whose code keeps running after the timeout. */
  private static final Duration SHORT_ANSWER = Duration.ofMillis(2_500);

  private static final ScopedValue<Limits> LIMITS = ScopedValue.newInstance();

  private WaitBudget() {}

  /** The limits for the requests of a thread. */
  private interface Limits {
    Duration longestWait();

    Duration longestAnswer();
  }

  private record ShortWaits() implements Limits {
    @Override
    public Duration longestWait() {
      return SHORT_WAIT;
    }

    @Override
    public Duration longestAnswer() {
      return SHORT_ANSWER;
    }
  }

  /** All requests end by a deadline; those made after it fail at once. */
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

  /** Runs work with short limits for the requests made by the calling thread. */
  public static <T> T withShortWaits(Supplier<T> work) {
    return ScopedValue.where(LIMITS, new ShortWaits()).call(work::get);
  }

  /** Runs work with a deadline for all requests made by the calling thread. */
  public static void within(Duration time, Runnable work) {
    ScopedValue.where(LIMITS, new Until(System.nanoTime() + time.toNanos())).run(work);
  }

  /** The longest time that the rate limit may delay a request of this thread. */
  public static Duration longestWait() {
    return LIMITS.isBound() ? shorter(LIMITS.get().longestWait(), USUAL_WAIT) : USUAL_WAIT;
  }

  /** The longest time to wait for an answer to a request of this thread. */
  public static Duration longestAnswer(Duration usual) {
    return LIMITS.isBound() ? shorter(LIMITS.get().longestAnswer(), usual) : usual;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

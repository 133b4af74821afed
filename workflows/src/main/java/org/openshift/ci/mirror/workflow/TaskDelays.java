package org.openshift.ci.mirror.workflow;

import java.time.Duration;
import java.util.Random;

/**
 * How long a mirror task waits before it checks again. A trigger ends every one of these waits.
 *
 * <p>Delays with jitter lie between half the given value and all of it, so that tasks that failed
 * together do not come back together.
 */
final class TaskDelays {

  /**
   * Planned (dry run): long, because a planned task only checks whether somebody else has mirrored
   * the image.
   */
  static final Duration PLANNED = Duration.ofHours(1);

  /**
   * For how long attempts fail in ways that are expected to pass before somebody is notified: after
   * that, the alert for stale images fires too.
   */
  static final Duration OVERDUE = Duration.ofHours(2);

  /** Retrying: the first delay, which doubles with each failure in a row; with jitter. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

  /** Retrying: the longest delay, unless the registry asks for more; with jitter. */
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /**
   * Retrying while a registry is away; with jitter. The registry's return triggers the task, so the
   * timer matters only when that signal was lost, and may be long: thousands of tasks may wait.
   */
  private static final Duration REGISTRY_AWAY = Duration.ofHours(4);

  /** Parked by a failure that cannot pass: a safety net for lost signals. */
  private static final Duration PARKED = Duration.ofHours(6);

  /** Parked after several failures in a row, which may all have come from one bad half hour. */
  private static final Duration PARKED_AFTER_SEVERAL = Duration.ofMinutes(30);

  private static final int MAX_DOUBLINGS = 16;

  private TaskDelays() {}

  /** The delay of a task that was parked by this failure. */
  static Duration parked(AttemptFailure failure) {
    return failure.permanent() ? PARKED : PARKED_AFTER_SEVERAL;
  }

  /**
   * The delay before the next attempt: never shorter than the registry asked for.
   *
   * @param failures failures in a row, at least 1
   * @param random deterministic in a workflow: {@code Workflow.newRandom()}
   */
  static Duration retry(AttemptFailure failure, int failures, Random random) {
    if (failure.rulesOutdated()) {
      // Another worker has the newer rules. It may take some attempts until that worker gets both
      // the checks and the push, so the delay must not grow.
      return backoff(Math.min(failures, 2), random);
    }
    if (failure.registry() != null) {
      return withJitter(REGISTRY_AWAY, random);
    }
    Duration backoff = backoff(failures, random);
    Duration requested = failure.retryAfter();
    return requested != null && requested.compareTo(backoff) > 0 ? requested : backoff;
  }

  private static Duration backoff(int failures, Random random) {
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return withJitter(doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY, random);
  }

  private static Duration withJitter(Duration longest, Random random) {
    long half = longest.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}

package org.openshift.ci.mirror.workflow;

import java.time.Duration;
import java.util.Random;

/**
 * How long a task waits before it tries again: doubling from two seconds to five minutes, each time
 * between half and all of it, so that many tasks that failed together do not come back together.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 16;

  /** Only a net below a wake-up that was lost: many thousands may wait for one registry. */
  private static final Duration REGISTRY_AWAY = Duration.ofHours(4);

  private Backoff() {}

  /**
   * The delay after so many failures in a row.
   *
   * @param failures at least 1
   * @param random deterministic in a workflow: {@code Workflow.newRandom()}
   */
  static Duration after(int failures, Random random) {
    long doubled = FIRST.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long ceiling = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }

  /** How long to wait for the return of a registry, of which the task is told. */
  static Duration whileRegistryIsAway(Random random) {
    long longest = REGISTRY_AWAY.toMillis();
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
  }

  /** As {@link #after}, and never sooner than the registry asked for. */
  static Duration after(int failures, Duration askedFor, Random random) {
    Duration own = after(failures, random);
    return askedFor == null || askedFor.compareTo(own) < 0 ? own : askedFor;
  }
}

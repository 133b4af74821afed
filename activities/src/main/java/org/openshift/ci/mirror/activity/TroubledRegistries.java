package org.openshift.ci.mirror.activity;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Registries that lately gave no answer. Nobody reads from them at once: each such read would hold
 * a workflow task for seconds, and thousands of them would hold up the watcher's.
 */
final class TroubledRegistries {

  private static final Duration AVOIDED = Duration.ofSeconds(30);

  private final LongSupplier clock;
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param clock as {@link System#nanoTime()}
   */
  TroubledRegistries(LongSupplier clock) {
    this.clock = clock;
  }

  /** It gave no answer just now. */
  void add(String registry) {
    since.put(registry, clock.getAsLong());
  }

  /** Whether it gave no answer in the last half minute. */
  boolean contains(String registry) {
    Long noticed = since.get(registry);
    return noticed != null && clock.getAsLong() - noticed < AVOIDED.toNanos();
  }
}

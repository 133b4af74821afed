package org.openshift.ci.mirror.simulation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random decisions that depend on the seed, the question, and how often it was asked before. They
 * are not one sequence of random numbers, so the order of threads matters little.
 */
final class Dice {

  private final long seed;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  Dice(long seed) {
    this.seed = seed;
  }

  /** A number of [0, 1), different each time. */
  double next(String about) {
    int times = asked.computeIfAbsent(about, key -> new AtomicInteger()).getAndIncrement();
    long bits = mixed(seed * 0x9E3779B97F4A7C15L + about.hashCode() * 31L + times * 1_000_003L);
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** Whether something with this probability happens this time. */
  boolean happens(String about, double probability) {
    return next(about) < probability;
  }

  /** A whole number from first to last, both included. */
  int between(String about, int first, int last) {
    return first + (int) (next(about) * (last - first + 1));
  }

  /** One of these. */
  <T> T oneOf(String about, List<T> choices) {
    return choices.get(between(about, 0, choices.size() - 1));
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long value) {
    long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}

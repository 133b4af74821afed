package org.openshift.ci.mirror.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened in a world: faults and events by kind, and broken promises. */
final class Findings {

  /** What must hold in every world; {@code docs/simulation.md} has the details. */
  enum Promise {
    /** Every destination holds what it should, or its task shows the right reason. */
    MIRRORED_OR_PARKED,
    /** No write puts a digest that the destination should not have held any more. */
    NEVER_OLDER,
    /** No attempt writes after it was replaced. */
    ONE_WRITER,
    /** No task is open for a destination without owner. */
    NO_STRAY_TASK,
    /** No history grows without bound. */
    SHORT_HISTORIES
  }

  /** A broken promise. */
  record Violation(Promise promise, String what) {
    @Override
    public String toString() {
      return promise + ": " + what;
    }
  }

  private static final int MOST_LINES = 4_000;

  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final List<Violation> violations = new CopyOnWriteArrayList<>();
  private final List<String> story = new CopyOnWriteArrayList<>();
  private final SimulatedTime time;

  Findings(SimulatedTime time) {
    this.time = time;
  }

  /** Counts a fault or event. */
  void count(String kind) {
    counts.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet();
  }

  /** Adds a line to the story, by which a person understands a violation. */
  void tell(String line) {
    if (story.size() < MOST_LINES) {
      story.add("%7.1f s  %s".formatted(time.millis() / 1000.0, line));
    }
  }

  void violated(Promise promise, String what) {
    violations.add(new Violation(promise, what));
    tell("VIOLATED " + promise + ": " + what);
  }

  List<Violation> violations() {
    return violations;
  }

  List<String> story() {
    return story;
  }

  Map<String, Integer> counts() {
    Map<String, Integer> all = new TreeMap<>();
    counts.forEach((kind, count) -> all.put(kind, count.get()));
    return all;
  }
}

package org.openshift.ci.mirror.api.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last events, numbered from 1. Many may wait for the next one. */
final class EventLog {

  private static final int KEPT = 2_000;

  private final Deque<TaskEvent> events = new ArrayDeque<>();
  private long last;

  /**
   * Events that follow a number.
   *
   * @param last the number of the last of them
   * @param complete whether none before them is missing
   */
  record Batch(List<TaskEvent> events, long last, boolean complete) {}

  /** The number of the last event; 0 before the first. */
  synchronized long last() {
    return last;
  }

  synchronized void add(List<TaskEvent> added) {
    events.addAll(added);
    last += added.size();
    while (events.size() > KEPT) {
      events.removeFirst();
    }
    if (!added.isEmpty()) {
      notifyAll();
    }
  }

  /** The events after this number, as soon as there are any, or none after the time. */
  synchronized Batch after(long number, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (last <= number && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
    long missing = last - number;
    List<TaskEvent> found = new ArrayList<>(events);
    int from = (int) Math.max(0, found.size() - missing);
    return new Batch(found.subList(from, found.size()), last, missing <= found.size());
  }
}

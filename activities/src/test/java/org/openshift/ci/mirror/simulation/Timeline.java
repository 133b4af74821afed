package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The events of a world and when they are due. Passing time makes them happen. */
final class Timeline {

  private record Event(long at, long number, Runnable action) {}

  private final SimulatedTime time;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long number;
  private long happened;

  Timeline(SimulatedTime time) {
    this.time = time;
  }

  synchronized void at(long millis, Runnable action) {
    events.add(new Event(millis, number++, action));
  }

  void after(Duration delay, Runnable action) {
    at(time.millis() + delay.toMillis(), action);
  }

  /** Lets time pass inside an activity; events that become due happen. */
  void pass(Duration duration) {
    time.pass(duration);
    happen();
  }

  /** Lets all due events happen. */
  void happen() {
    while (true) {
      Event next;
      synchronized (this) {
        next = events.peek();
        if (next == null || next.at() > time.millis()) {
          return;
        }
        events.remove();
        happened++;
      }
      next.action().run();
    }
  }

  /** When the next event is due, but not after the given moment. */
  synchronized long nextBefore(long millis) {
    Event next = events.peek();
    return next == null ? millis : Math.min(millis, next.at());
  }

  synchronized long happened() {
    return happened;
  }
}

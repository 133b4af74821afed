package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is going to happen, and when; time that passes lets it happen. */
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

  /** So much passes inside an activity, and what is due by then happens. */
  void pass(Duration duration) {
    time.pass(duration);
    happen();
  }

  /** Everything happens that is due. */
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

  /** When the next event is due; the given moment where there is none before. */
  synchronized long nextBefore(long millis) {
    Event next = events.peek();
    return next == null ? millis : Math.min(millis, next.at());
  }

  synchronized long happened() {
    return happened;
  }
}

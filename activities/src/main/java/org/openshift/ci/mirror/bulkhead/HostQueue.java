package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The places of one host, and the line of those who wait for one. */
final class HostQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final LongSupplier clock;
  private int free;
  private long movedAt;

  /** Who waits or has a place; guarded by the lock of {@link HostBulkhead}. */
  int users;

  HostQueue(int places, LongSupplier clock) {
    this.clock = clock;
    free = places;
    movedAt = clock.getAsLong();
  }

  private static final class Waiter {
    private final Condition called;
    private boolean hasPlace;

    Waiter(Condition called) {
      this.called = called;
    }
  }

  /**
   * Waits for a place.
   *
   * @return false when nobody entered or left one for this long
   */
  boolean enter(Duration stuckAfter) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (free > 0) {
        free--;
        movedAt = clock.getAsLong();
        return true;
      }
      return await(stuckAfter.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /** Hands the place to the first in line. */
  void leave() {
    lock.lock();
    try {
      movedAt = clock.getAsLong();
      Waiter next = waiters.poll();
      if (next == null) {
        free++;
      } else {
        next.hasPlace = true;
        next.called.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits goes on waiting. */
  void moves() {
    lock.lock();
    try {
      movedAt = clock.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean await(long stuckAfter) throws InterruptedException {
    Waiter waiter = new Waiter(lock.newCondition());
    waiters.add(waiter);
    try {
      while (!waiter.hasPlace) {
        long left = movedAt + stuckAfter - clock.getAsLong();
        if (left <= 0) {
          waiters.remove(waiter);
          return false;
        }
        var _ = waiter.called.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      if (waiter.hasPlace) {
        leave();
      } else {
        waiters.remove(waiter);
      }
      throw e;
    }
  }
}

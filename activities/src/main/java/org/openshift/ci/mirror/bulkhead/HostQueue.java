package org.openshift.ci.mirror.bulkhead;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The permits of one host, and the queue of the threads that wait for one. */
final class HostQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final LongSupplier clock;
  private int free;
  private long movedAt;

  /** Threads that wait for a permit or hold one; guarded by the lock of {@link HostBulkhead}. */
  int users;

  HostQueue(int permits, LongSupplier clock) {
    this.clock = clock;
    free = permits;
    movedAt = clock.getAsLong();
  }

  private static final class Waiter {
    private final Condition acquired;
    private boolean hasPermit;

    Waiter(Condition acquired) {
      this.acquired = acquired;
    }
  }

  /**
   * Waits for a permit.
   *
   * @return false when none was acquired or released for this long
   */
  boolean acquire(Duration stuckAfter) throws InterruptedException {
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

  /** Hands the permit to the first thread in the queue. */
  void release() {
    lock.lock();
    try {
      movedAt = clock.getAsLong();
      Waiter next = waiters.poll();
      if (next == null) {
        free++;
      } else {
        next.hasPermit = true;
        next.acquired.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Restarts the time after which the queue counts as stuck. */
  void progressed() {
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
      while (!waiter.hasPermit) {
        long left = movedAt + stuckAfter - clock.getAsLong();
        if (left <= 0) {
          waiters.remove(waiter);
          return false;
        }
        var _ = waiter.acquired.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      if (waiter.hasPermit) {
        release();
      } else {
        waiters.remove(waiter);
      }
      throw e;
    }
  }
}

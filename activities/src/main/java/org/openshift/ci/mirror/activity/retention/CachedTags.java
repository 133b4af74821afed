package org.openshift.ci.mirror.activity.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Keeps the list of tags of a sweep for some pages, because reading it may take many minutes. */
final class CachedTags {

  /** An older list is read anew, since tags move. */
  static final Duration GOOD_FOR = Duration.ofMinutes(30);

  private final TagLists lists;
  private final LongSupplier nanoClock;
  private final ReentrantLock reading = new ReentrantLock();
  private Instant sweep;
  private long readAt;
  private ListedTags tags;

  CachedTags(TagLists lists, LongSupplier nanoClock) {
    this.lists = lists;
    this.nanoClock = nanoClock;
  }

  /** The tags for the sweep that began then, none of them read before it. */
  ListedTags of(Instant since) {
    reading.lock();
    try {
      long now = nanoClock.getAsLong();
      if (!since.equals(sweep) || now - readAt > GOOD_FOR.toNanos()) {
        sweep = null;
        tags = null;
        tags = lists.read();
        sweep = since;
        readAt = now;
      }
      return tags;
    } finally {
      reading.unlock();
    }
  }

  /** Drops the list of a sweep that has ended. */
  void forget(Instant since) {
    reading.lock();
    try {
      if (since.equals(sweep)) {
        sweep = null;
        tags = null;
      }
    } finally {
      reading.unlock();
    }
  }
}

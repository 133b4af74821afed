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
  private Reading kept;

  CachedTags(TagLists lists, LongSupplier nanoClock) {
    this.lists = lists;
    this.nanoClock = nanoClock;
  }

  /**
   * A list that was read.
   *
   * @param sweep when the sweep began for which it was read
   * @param began when the reading began, as of {@link System#nanoTime()}
   */
  record Reading(Instant sweep, long began, ListedTags tags) {}

  /** The tags for the sweep that began then, none of them read before it. */
  Reading of(Instant since) {
    reading.lock();
    try {
      if (kept == null || !since.equals(kept.sweep()) || isOld(kept)) {
        kept = null;
        long began = nanoClock.getAsLong();
        kept = new Reading(since, began, lists.read());
      }
      return kept;
    } finally {
      reading.unlock();
    }
  }

  /** Whether the tags have to be read anew. */
  boolean isOld(Reading tags) {
    return nanoClock.getAsLong() - tags.began() > GOOD_FOR.toNanos();
  }

  /** Drops the list of a sweep that has ended. */
  void forget(Instant since) {
    reading.lock();
    try {
      if (kept != null && since.equals(kept.sweep())) {
        kept = null;
      }
    } finally {
      reading.unlock();
    }
  }
}

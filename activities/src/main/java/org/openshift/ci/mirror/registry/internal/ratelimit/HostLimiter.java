package org.openshift.ci.mirror.registry.internal.ratelimit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.registry.internal.http.RateGroup;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;

/**
 * Limits the requests of all tasks to one registry host by its hard limits, by the rate it is found
 * to accept, and by the pause it asked for. Requests of a group pass in the order of arrival.
 */
public final class HostLimiter {

  /**
   * Limit on the wait that a rejected request is given; by then the registry may accept more again.
   */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(15);

  /** A longer pause that the registry asked for is not waited for in the queue. */
  private static final Duration LONGEST_PAUSE_IN_QUEUE = Duration.ofSeconds(1);

  /**
   * Limit on the part of a {@code Retry-After} that applies to all requests; the task that received
   * it waits for all of it.
   */
  private static final Duration LONGEST_PAUSE_FOR_ALL = Duration.ofSeconds(60);

  /** How often a waiting request checks again, since the rate may have changed. */
  private static final long CHECK_AGAIN_NANOS = 50_000_000L;

  private final LongSupplier clock;
  private final Map<RateGroup, TokenBucket> groups = new EnumMap<>(RateGroup.class);
  private final TokenBucket total;
  private final AdaptiveRate adaptive = new AdaptiveRate();
  private final boolean hasHardLimits;
  private final Map<RateGroup, ReentrantLock> queues = new EnumMap<>(RateGroup.class);
  private final ReentrantLock state = new ReentrantLock();
  private long pausedUntil;
  private volatile boolean slowed;

  HostLimiter(RateLimits limits, LongSupplier clock) {
    this.clock = clock;
    long now = clock.getAsLong();
    pausedUntil = now;
    limits
        .groups()
        .forEach(
            (group, limit) ->
                groups.put(group, new TokenBucket(limit.perSecond(), limit.burst(), now)));
    total =
        limits.total() == null
            ? null
            : new TokenBucket(limits.total().perSecond(), limits.total().burst(), now);
    hasHardLimits = total != null || !groups.isEmpty();
    for (RateGroup group : RateGroup.values()) {
      queues.put(group, new ReentrantLock(true));
    }
  }

  /**
   * Waits until a request may be sent, within the thread's {@link WaitBudget}.
   *
   * @return empty when the request may be sent now; otherwise how long to wait before trying again
   */
  public Optional<Duration> await(RateGroup group) throws InterruptedException {
    if (!hasHardLimits && !slowed) {
      return Optional.empty();
    }
    ReentrantLock queue = queues.get(group);
    Optional<Duration> tooLong = tooLong(group, queue.getQueueLength());
    if (tooLong.isPresent()) {
      return tooLong;
    }
    queue.lockInterruptibly();
    try {
      while (true) {
        long wait = take(group);
        if (wait == 0) {
          return Optional.empty();
        }
        tooLong = tooLong(group, 0);
        if (tooLong.isPresent()) {
          return tooLong;
        }
        Thread.sleep(Duration.ofNanos(Math.min(wait, CHECK_AGAIN_NANOS)));
      }
    } finally {
      queue.unlock();
    }
  }

  /** Adapts to an answer. */
  public void answered(int status, Optional<Duration> retryAfter) {
    state.lock();
    try {
      long now = clock.getAsLong();
      adaptive.answered(status, now);
      retryAfter
          .filter(wait -> status == 429 || status == 503)
          .ifPresent(wait -> pausedUntil = Math.max(pausedUntil, now + capped(wait).toNanos()));
      slowed = adaptive.isLimiting() || pausedUntil - now > 0;
    } finally {
      state.unlock();
    }
  }

  /** Requests per second that the adaptive limit lets pass; infinite while there is none. */
  public double perSecond() {
    if (!slowed) {
      return Double.POSITIVE_INFINITY;
    }
    state.lock();
    try {
      return adaptive.perSecond();
    } finally {
      state.unlock();
    }
  }

  private Optional<Duration> tooLong(RateGroup group, int ahead) {
    state.lock();
    try {
      long now = clock.getAsLong();
      long pause = pausedUntil - now;
      if (pause > LONGEST_PAUSE_IN_QUEUE.toNanos()) {
        return Optional.of(Duration.ofNanos(pause));
      }
      long wait = waitAt(group, now) + (long) (ahead / perSecond(group) * 1e9);
      if (wait <= WaitBudget.longestWait().toNanos()) {
        return Optional.empty();
      }
      return Optional.of(Duration.ofNanos(Math.min(wait, LONGEST_RETRY_AFTER.toNanos())));
    } finally {
      state.unlock();
    }
  }

  private double perSecond(RateGroup group) {
    double perSecond = adaptive.perSecond();
    if (total != null) {
      perSecond = Math.min(perSecond, total.perSecond());
    }
    TokenBucket bucket = groups.get(group);
    return bucket == null ? perSecond : Math.min(perSecond, bucket.perSecond());
  }

  /**
   * Takes a token from every bucket and returns 0, or returns the nanoseconds until all have one.
   */
  private long take(RateGroup group) {
    state.lock();
    try {
      long now = clock.getAsLong();
      long wait = waitAt(group, now);
      if (wait > 0) {
        return wait;
      }
      adaptive.take(now);
      if (total != null) {
        total.take(now);
      }
      TokenBucket bucket = groups.get(group);
      if (bucket != null) {
        bucket.take(now);
      }
      return 0;
    } finally {
      state.unlock();
    }
  }

  private long waitAt(RateGroup group, long now) {
    long wait = Math.max(Math.max(0, pausedUntil - now), adaptive.waitAt(now));
    if (total != null) {
      wait = Math.max(wait, total.waitAt(now));
    }
    TokenBucket bucket = groups.get(group);
    return bucket == null ? wait : Math.max(wait, bucket.waitAt(now));
  }

  private static Duration capped(Duration wait) {
    return wait.compareTo(LONGEST_PAUSE_FOR_ALL) > 0 ? LONGEST_PAUSE_FOR_ALL : wait;
  }
}

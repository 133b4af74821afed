package org.openshift.ci.mirror.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reads things that many ask for at once: one read of each at a time, so many at once over all, and
 * what was read serves others as long as it is recent. A failure goes to those who waited for that
 * very read, and to nobody later.
 *
 * <p>What was read is forgotten when it is too old, so that the memory is bounded by what can be
 * read in that time.
 */
final class RecentReads<K, V> {

  /** A value, or why there is none; the other one is null. */
  record Outcome<T>(T value, RuntimeException failure) {}

  /** After this a caller hears that it cannot be read, whatever still waits for its turn. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A reading of so many things that the first are old when the last arrive is begun again. */
  private static final int ROUNDS = 4;

  private final class Read {
    private final CompletableFuture<V> result = new CompletableFuture<>();
    private final long askedNanos = nanoTime.getAsLong();
    private volatile long begunNanos = askedNanos;

    private boolean isRecent() {
      return nanoTime.getAsLong() - begunNanos < longestAge.toNanos();
    }
  }

  private final Function<K, V> reader;
  private final Duration longestAge;
  private final LongSupplier nanoTime;
  private final Semaphore turns;
  private final ConcurrentMap<K, Read> reads = new ConcurrentHashMap<>();
  private final Executor whenTooOld;

  /**
   * Nothing is read yet.
   *
   * @param reader called on threads of its own; should fail before the longest age is over
   * @param longestAge counted from before the read began to when it is returned
   * @param nanoTime as {@link System#nanoTime()}
   */
  RecentReads(Function<K, V> reader, int atOnce, Duration longestAge, LongSupplier nanoTime) {
    this.reader = reader;
    this.longestAge = longestAge;
    this.nanoTime = nanoTime;
    this.turns = new Semaphore(atOnce, true);
    this.whenTooOld = CompletableFuture.delayedExecutor(longestAge.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** All of these, none older than allowed when this returns. */
  Map<K, Outcome<V>> of(Collection<K> keys) throws InterruptedException {
    long end = nanoTime.getAsLong() + PATIENCE.toNanos();
    Map<K, Read> done = new LinkedHashMap<>();
    Map<K, Outcome<V>> outcomes = new LinkedHashMap<>();
    Set<K> open = new LinkedHashSet<>(keys);
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      open.forEach(key -> done.put(key, recentOrNew(key)));
      for (K key : open) {
        outcomes.put(key, await(done.get(key), end));
      }
      open.clear();
      done.forEach(
          (key, read) -> {
            if (outcomes.get(key).failure() == null && !read.isRecent()) {
              open.add(key);
            }
          });
    }
    open.forEach(key -> outcomes.put(key, tooSlow()));
    return outcomes;
  }

  /** How many are remembered, or being read. */
  int size() {
    return reads.size();
  }

  private Read recentOrNew(K key) {
    return reads.compute(
        key,
        (same, known) -> {
          if (known != null && (!known.result.isDone() || known.isRecent())) {
            return known;
          }
          Read read = new Read();
          Thread.ofVirtual().name("read").start(() -> read(key, read));
          return read;
        });
  }

  private void read(K key, Read read) {
    try {
      turns.acquire();
      try {
        read.begunNanos = nanoTime.getAsLong();
        if (read.begunNanos - read.askedNanos > PATIENCE.toNanos()) {
          // Nobody waits for it any more.
          throw tooSlow().failure();
        }
        V value = reader.apply(key);
        read.result.complete(value);
        whenTooOld.execute(() -> reads.remove(key, read));
      } finally {
        turns.release();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      reads.remove(key, read);
      read.result.completeExceptionally(e);
    }
  }

  private Outcome<V> await(Read read, long end) throws InterruptedException {
    try {
      long left = Math.max(0, end - nanoTime.getAsLong());
      return new Outcome<>(read.result.get(left, TimeUnit.NANOSECONDS), null);
    } catch (TimeoutException e) {
      return tooSlow();
    } catch (ExecutionException e) {
      return e.getCause() instanceof RuntimeException failure
          ? new Outcome<>(null, failure)
          : new Outcome<>(null, new IllegalStateException(e.getCause()));
    }
  }

  private static <T> Outcome<T> tooSlow() {
    return new Outcome<>(
        null,
        new TagInventoryException("cannot read image streams: the answers come too late", null));
  }
}

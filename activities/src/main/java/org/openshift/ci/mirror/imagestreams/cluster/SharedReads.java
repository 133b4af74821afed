package org.openshift.ci.mirror.imagestreams.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;

/**
 * Lets concurrent callers share reads. A caller gets the result of a read that began after its
 * call, together with all others who called before that read began. A read that was under way
 * already will not do, as it may have missed the change because of which the caller reads.
 *
 * <p>Each key has at most one read under way, and the number of reads over all keys is bounded. A
 * failure goes to the callers of that read only.
 */
final class SharedReads<K, V> {

  /** A value or a failure; the other one is null. */
  record Outcome<T>(T value, RuntimeException failure) {}

  private final Function<K, V> reader;
  private final Duration longestWait;
  private final Semaphore slots;

  /** The newest read of each key, until it ends. */
  final ConcurrentMap<K, Read<V>> newest = new ConcurrentHashMap<>();

  static final class Read<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private Read<T> before;
    private boolean begun;

    Read(Read<T> before) {
      this.before = before;
    }
  }

  /**
   * Reads nothing yet.
   *
   * @param reader reads a value; called on other threads than the caller's
   * @param atOnce how many reads may be under way at once
   * @param longestWait after this a call fails with a {@link TagInventoryException}
   */
  SharedReads(Function<K, V> reader, int atOnce, Duration longestWait) {
    this.reader = reader;
    this.longestWait = longestWait;
    this.slots = new Semaphore(atOnce, true);
  }

  /** The values of these keys, none from before this call. */
  Map<K, Outcome<V>> of(Collection<K> keys) throws InterruptedException {
    long end = System.nanoTime() + longestWait.toNanos();
    Map<K, Read<V>> reads = new LinkedHashMap<>();
    keys.forEach(key -> reads.computeIfAbsent(key, this::joinOrBegin));
    Map<K, Outcome<V>> outcomes = new LinkedHashMap<>();
    for (Map.Entry<K, Read<V>> read : reads.entrySet()) {
      outcomes.put(read.getKey(), await(read.getValue(), end));
    }
    return outcomes;
  }

  private Read<V> joinOrBegin(K key) {
    return newest.compute(
        key,
        (same, current) -> {
          if (current != null && !current.begun) {
            return current;
          }
          Read<V> read = new Read<>(current);
          Thread.ofVirtual().name("read").start(() -> read(key, read));
          return read;
        });
  }

  private void read(K key, Read<V> read) {
    try {
      if (read.before != null) {
        awaitEnd(read.before);
        // Else each read would keep all earlier ones in memory.
        read.before = null;
      }
      slots.acquire();
      try {
        begin(key, read);
        read.result.complete(reader.apply(key));
      } finally {
        slots.release();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      read.result.completeExceptionally(e);
    } finally {
      newest.remove(key, read);
    }
  }

  /** No caller joins a read that has begun; set inside the map, so that every caller sees it. */
  private void begin(K key, Read<V> read) {
    newest.computeIfPresent(
        key,
        (same, current) -> {
          read.begun = true;
          return current;
        });
  }

  private static void awaitEnd(Read<?> before) throws InterruptedException {
    try {
      var _ = before.result.get();
    } catch (ExecutionException e) {
      // Its own callers get the failure.
      return;
    }
  }

  private Outcome<V> await(Read<V> read, long end) throws InterruptedException {
    try {
      long left = Math.max(0, end - System.nanoTime());
      return new Outcome<>(read.result.get(left, TimeUnit.NANOSECONDS), null);
    } catch (TimeoutException e) {
      return new Outcome<>(
          null,
          new TagInventoryException(
              "there was no answer within " + longestWait.toSeconds() + " s", null));
    } catch (ExecutionException e) {
      return new Outcome<>(
          null,
          e.getCause() instanceof RuntimeException failure
              ? failure
              : new IllegalStateException(e.getCause()));
    }
  }
}

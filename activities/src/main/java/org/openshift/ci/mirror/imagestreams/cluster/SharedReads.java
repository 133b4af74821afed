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
 * Reads things that many ask for at once. Who asks gets what a read found that began afterwards,
 * and shares it with all who asked until it began; so a read that was under way already is never
 * good enough: it may not have seen what made somebody ask. Of one thing, one read is under way at
 * a time, and over all no more than so many. A failure goes to those who waited for that very read.
 */
final class SharedReads<K, V> {

  /** A value, or why there is none; the other one is null. */
  record Outcome<T>(T value, RuntimeException failure) {}

  private final Function<K, V> reader;
  private final Duration patience;
  private final Semaphore turns;

  /** The newest read of each thing, as long as it has not ended. */
  private final ConcurrentMap<K, Read<V>> newest = new ConcurrentHashMap<>();

  private static final class Read<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private Read<T> before;
    private boolean begun;

    Read(Read<T> before) {
      this.before = before;
    }
  }

  /**
   * Nothing is read yet.
   *
   * @param reader called on threads of its own
   * @param patience after this a caller hears that it cannot be read, whatever waits for its turn
   */
  SharedReads(Function<K, V> reader, int atOnce, Duration patience) {
    this.reader = reader;
    this.patience = patience;
    this.turns = new Semaphore(atOnce, true);
  }

  /** All of these, as they are or become after this was called. */
  Map<K, Outcome<V>> of(Collection<K> keys) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Map<K, Read<V>> reads = new LinkedHashMap<>();
    keys.forEach(key -> reads.computeIfAbsent(key, this::joinOrBegin));
    Map<K, Outcome<V>> outcomes = new LinkedHashMap<>();
    for (Map.Entry<K, Read<V>> read : reads.entrySet()) {
      outcomes.put(read.getKey(), await(read.getValue(), end));
    }
    return outcomes;
  }

  /** How many things are being read, or wait for it. */
  int size() {
    return newest.size();
  }

  private Read<V> joinOrBegin(K key) {
    return newest.compute(
        key,
        (same, known) -> {
          if (known != null && !known.begun) {
            return known;
          }
          Read<V> read = new Read<>(known);
          Thread.ofVirtual().name("read").start(() -> read(key, read));
          return read;
        });
  }

  private void read(K key, Read<V> read) {
    try {
      if (read.before != null) {
        awaitEnd(read.before);
        // Or each would hold all before it.
        read.before = null;
      }
      turns.acquire();
      try {
        begin(key, read);
        read.result.complete(reader.apply(key));
      } finally {
        turns.release();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      read.result.completeExceptionally(e);
    } finally {
      newest.remove(key, read);
    }
  }

  /** From here on nobody joins it; inside the map, so that whoever joins sees it. */
  private void begin(K key, Read<V> read) {
    newest.computeIfPresent(
        key,
        (same, known) -> {
          read.begun = true;
          return known;
        });
  }

  private static void awaitEnd(Read<?> before) throws InterruptedException {
    try {
      var _ = before.result.get();
    } catch (ExecutionException e) {
      // Those who waited for it hear of it.
      return;
    }
  }

  private Outcome<V> await(Read<V> read, long end) throws InterruptedException {
    try {
      long left = Math.max(0, end - System.nanoTime());
      return new Outcome<>(read.result.get(left, TimeUnit.NANOSECONDS), null);
    } catch (TimeoutException e) {
      return new Outcome<>(
          null, new TagInventoryException("there was no answer within " + patience, null));
    } catch (ExecutionException e) {
      return new Outcome<>(
          null,
          e.getCause() instanceof RuntimeException failure
              ? failure
              : new IllegalStateException(e.getCause()));
    }
  }
}

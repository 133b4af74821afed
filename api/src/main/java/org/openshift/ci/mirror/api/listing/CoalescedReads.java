package org.openshift.ci.mirror.api.listing;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shares reads: the first request for a key reads, requests that come meanwhile wait for its
 * answer, and requests of a short time after it reuse it. A failure goes to the requests that
 * waited for it, and is not reused.
 */
public final class CoalescedReads<K, V> {

  /** Bounds memory; few answers are alive at a time, because each expires so soon. */
  private static final int MAX_ANSWERS = 256;

  /** Each gives its read's answer or throws its failure. The cache logs futures that fail. */
  private final AsyncCache<K, Supplier<V>> answers;

  private final Function<K, V> read;

  /**
   * A cache of this function's answers.
   *
   * @param keep how long an answer is reused after it was read
   */
  public CoalescedReads(Function<K, V> read, Duration keep, Ticker ticker) {
    this.read = read;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MAX_ANSWERS)
            .expireAfterWrite(keep)
            .ticker(ticker)
            .executor(Runnable::run)
            .buildAsync();
  }

  /** The answer for the key, read now or reused. */
  public V get(K key) {
    CompletableFuture<Supplier<V>> mine = new CompletableFuture<>();
    AtomicBoolean isMine = new AtomicBoolean();
    CompletableFuture<Supplier<V>> shared =
        answers.get(
            key,
            (wanted, executor) -> {
              isMine.set(true);
              return mine;
            });
    if (isMine.get()) {
      boolean _ = mine.complete(read(key, mine));
    }
    return shared.join().get();
  }

  private Supplier<V> read(K key, CompletableFuture<Supplier<V>> mine) {
    try {
      V answer = read.apply(key);
      return () -> answer;
    } catch (RuntimeException | Error failure) {
      boolean _ = answers.asMap().remove(key, mine);
      return () -> {
        throw failure;
      };
    }
  }
}

package org.openshift.ci.mirror.api.listing;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Shares reads: concurrent requests for one key wait for one read, whose answer is reused for a
 * short time. A failure goes to the requests that waited for it, and is not reused.
 */
public final class CoalescedReads<K, V> {

  /** Bounds memory; few answers are alive at a time, because each expires so soon. */
  private static final int MAX_ANSWERS = 256;

  private final AsyncCache<K, V> answers;
  private final Function<K, V> read;

  /**
   * A cache of this function's answers.
   *
   * @param keep how long an answer is reused after it was read
   * @param executor runs the reads; must not refuse
   */
  public CoalescedReads(Function<K, V> read, Duration keep, Executor executor, Ticker ticker) {
    this.read = read;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MAX_ANSWERS)
            .expireAfterWrite(keep)
            .ticker(ticker)
            .executor(executor)
            .buildAsync();
  }

  /** The answer for the key, read now or reused. */
  public V get(K key) {
    CompletableFuture<V> answer =
        answers.get(
            key,
            (wanted, executor) ->
                CompletableFuture.supplyAsync(() -> read.apply(wanted), executor));
    try {
      return answer.join();
    } catch (CompletionException e) {
      // The cache does this too, but maybe after the next request.
      boolean _ = answers.asMap().remove(key, answer);
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}

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
 * Reads that are kept for a moment and shared by all who want the same at the same time. A failed
 * read is told to those who waited for it and then forgotten.
 *
 * @param <K> what is asked for
 * @param <V> the answer
 */
final class CoalescedReads<K, V> {

  /** Most answers kept. Few are alive at a time: each is kept for so short a while. */
  private static final int MAX_ANSWERS = 256;

  private final AsyncCache<K, V> answers;
  private final Function<K, V> read;

  /**
   * Reads through a function.
   *
   * @param keep how long an answer is given again, from the moment it was read
   * @param executor runs the reads; must not refuse
   */
  CoalescedReads(Function<K, V> read, Duration keep, Executor executor, Ticker ticker) {
    this.read = read;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MAX_ANSWERS)
            .expireAfterWrite(keep)
            .ticker(ticker)
            .executor(executor)
            .buildAsync();
  }

  /** The answer, read now or within the time that answers are kept. */
  V get(K key) {
    CompletableFuture<V> answer =
        answers.get(
            key,
            (wanted, executor) ->
                CompletableFuture.supplyAsync(() -> read.apply(wanted), executor));
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}

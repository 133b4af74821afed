package org.openshift.ci.mirror.activity;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Handles the items of a batch concurrently, each in a virtual thread.
 *
 * <p>{@link java.util.stream.Gatherers#mapConcurrent} does not fit: it gives up the other items at
 * the first failure, holds later items back while the oldest one is slow, and bounds one stream
 * where this bounds all batches together. The copies of the registry engine have a way of their
 * own, which ends all other items at the first failure.
 */
public final class Fanout {

  private final Semaphore permits;

  /**
   * A bound that all batches of this instance share.
   *
   * @param concurrency how many items are handled at the same time; at least 1
   */
  public Fanout(int concurrency) {
    permits = new Semaphore(concurrency);
  }

  /**
   * Applies the function to every item; the results are in the items' order.
   *
   * @throws RuntimeException the first failure, after every item was tried
   */
  public <I, O> List<O> map(List<I> items, Function<I, O> function) {
    try (ExecutorService threads = threads()) {
      return threads.invokeAll(calls(items, item -> limited(item, function))).stream()
          .map(Fanout::result)
          .toList();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Does the action for every item.
   *
   * @throws RuntimeException the first failure, after every item was tried
   */
  public <I> void forEach(List<I> items, Consumer<I> action) {
    map(
        items,
        item -> {
          action.accept(item);
          return item;
        });
  }

  /**
   * Applies the function to all items at the same time; the results are in the items' order.
   *
   * @return empty for an item whose result was not there in time; its thread was interrupted
   * @throws RuntimeException the first failure
   */
  public static <I, O> List<Optional<O>> mapWithin(
      Duration longest, List<I> items, Function<I, O> function) {
    // Not closed: that would wait for threads that do not react to the interrupt.
    ExecutorService threads = threads();
    try {
      return threads
          .invokeAll(
              calls(items, item -> () -> function.apply(item)),
              longest.toMillis(),
              TimeUnit.MILLISECONDS)
          .stream()
          .map(
              future ->
                  future.isCancelled()
                      ? Optional.<O>empty()
                      : Optional.of(Fanout.<O>result(future)))
          .toList();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whatever they begin is in the trace of the batch. */
  private static ExecutorService threads() {
    return Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor());
  }

  private static <I, O> List<Callable<O>> calls(List<I> items, Function<I, Callable<O>> toCall) {
    return items.stream().map(toCall).toList();
  }

  private <I, O> Callable<O> limited(I item, Function<I, O> function) {
    return () -> {
      permits.acquire();
      try {
        return function.apply(item);
      } finally {
        permits.release();
      }
    };
  }

  private static <O> O result(Future<O> done) {
    if (done.state() == Future.State.SUCCESS) {
      return done.resultNow();
    }
    throw done.exceptionNow() instanceof RuntimeException e
        ? e
        : new IllegalStateException(done.exceptionNow());
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while a batch was under way", e);
  }
}

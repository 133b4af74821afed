package org.openshift.ci.mirror.activity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Does one thing for each item of a batch, all at once, and waits no longer than so long. */
public final class Deadline {

  private Deadline() {}

  /**
   * Applies the function to every item; the results are in the items' order.
   *
   * @return empty for an item whose result was not there in time; its thread was interrupted
   * @throws RuntimeException the first failure
   */
  public static <I, O> List<Optional<O>> map(
      List<I> items, Function<I, O> function, Duration longest) {
    // Not closed, which would wait for whoever does not heed the interrupt.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Callable<O>> work =
          items.stream().<Callable<O>>map(item -> () -> function.apply(item)).toList();
      return threads.invokeAll(work, longest.toMillis(), TimeUnit.MILLISECONDS).stream()
          .map(Deadline::result)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was under way", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <O> Optional<O> result(Future<O> future) {
    if (future.isCancelled()) {
      return Optional.empty();
    }
    try {
      return Optional.of(future.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was under way", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

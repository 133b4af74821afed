package org.openshift.ci.mirror.activity;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does one thing for each item of a batch, many at once. */
public final class Fanout {

  private final Semaphore places;

  public Fanout(int atOnce) {
    places = new Semaphore(atOnce);
  }

  /**
   * Applies the function to every item; the results are in the items' order.
   *
   * @throws RuntimeException the first failure, after every item was tried
   */
  public <I, O> List<O> map(List<I> items, Function<I, O> function) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<O>> futures =
          items.stream().map(item -> threads.submit(limited(item, function))).toList();
      return futures.stream().map(Fanout::join).toList();
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

  private <I, O> Callable<O> limited(I item, Function<I, O> function) {
    return () -> {
      places.acquire();
      try {
        return function.apply(item);
      } finally {
        places.release();
      }
    };
  }

  private static <O> O join(Future<O> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was under way", e);
    }
  }
}

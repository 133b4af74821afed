package org.openshift.ci.mirror.registry.internal.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;

/**
 * Applies a function to several items at once, on virtual threads. Unlike the JDK's {@code
 * Gatherers.mapConcurrent}, which ignores an interrupt until every item is processed, it cancels
 * the items when the calling thread is interrupted. Unlike the batches of activities, a copy is of
 * no use without all its items, so that the first failure ends the others.
 */
final class Parallel {

  private Parallel() {}

  /**
   * Returns the results in the order of the items. A failure cancels the other items and is thrown.
   *
   * @param limit how many items are processed at once
   * @throws CancelledException when the calling thread is interrupted
   */
  static <T, R> List<R> map(List<T> items, int limit, Function<T, R> work) {
    if (items.size() == 1) {
      return List.of(work.apply(items.getFirst()));
    }
    Semaphore permits = new Semaphore(limit);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(
            executor.submit(
                () -> {
                  permits.acquire();
                  try {
                    return work.apply(item);
                  } finally {
                    permits.release();
                  }
                }));
      }
      try {
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
          results.add(future.get());
        }
        return results;
      } catch (InterruptedException e) {
        executor.shutdownNow();
        throw CancelledException.interrupted();
      } catch (ExecutionException e) {
        executor.shutdownNow();
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}

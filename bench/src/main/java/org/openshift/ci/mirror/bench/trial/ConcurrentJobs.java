package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Processes many items, several at a time, in virtual threads. */
public final class ConcurrentJobs {

  private ConcurrentJobs() {}

  /** Processes one item. */
  @FunctionalInterface
  public interface Action<T> {
    void accept(T item) throws IOException, InterruptedException;
  }

  /**
   * Starts the items in their order and returns when all are done. After a failure no further items
   * are started, and the failure is thrown.
   *
   * @param atOnce items to process at a time
   */
  public static <T> void forEach(Collection<T> items, int atOnce, Action<T> action)
      throws IOException, InterruptedException {
    ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>(items);
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(atOnce, items.size()); i++) {
        workers.add(
            executor.submit(
                () -> {
                  try {
                    for (T item = queue.poll(); item != null; item = queue.poll()) {
                      action.accept(item);
                    }
                  } finally {
                    // Not empty only if this worker failed.
                    queue.clear();
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        await(worker);
      }
    }
  }

  private static void await(Future<?> worker) throws IOException, InterruptedException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case InterruptedException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}

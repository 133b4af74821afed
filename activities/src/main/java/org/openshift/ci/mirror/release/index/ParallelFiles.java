package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to many files, on as many threads as there are processors. */
final class ParallelFiles {

  /** Files that are taken together: a thread is not asked for each of thousands. */
  private static final int PORTION = 64;

  private ParallelFiles() {}

  /** Does something to a file. */
  @FunctionalInterface
  interface Work<T> {
    T on(Path path) throws UnusableFileException;
  }

  /**
   * What came of a file.
   *
   * @param path the file
   * @param value what it gave; null when it is broken
   * @param broken why it cannot be used; null when it can
   */
  record Outcome<T>(Path path, T value, String broken) {}

  /** The outcomes in the order of paths. */
  static <T> List<Outcome<T>> map(Collection<Path> paths, Work<T> work) {
    List<Path> sorted = paths.stream().sorted().toList();
    if (sorted.size() <= PORTION) {
      return portion(sorted, work);
    }
    List<Outcome<T>> outcomes = new ArrayList<>(sorted.size());
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("release-files-", 0).factory())) {
      List<Future<List<Outcome<T>>>> futures = new ArrayList<>();
      for (int from = 0; from < sorted.size(); from += PORTION) {
        List<Path> portion = sorted.subList(from, Math.min(from + PORTION, sorted.size()));
        futures.add(threads.submit(() -> portion(portion, work)));
      }
      for (Future<List<Outcome<T>>> future : futures) {
        outcomes.addAll(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading the release repository failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the release repository", e);
    }
    return outcomes;
  }

  private static <T> List<Outcome<T>> portion(List<Path> paths, Work<T> work) {
    List<Outcome<T>> outcomes = new ArrayList<>(paths.size());
    for (Path path : paths) {
      outcomes.add(one(path, work));
    }
    return outcomes;
  }

  private static <T> Outcome<T> one(Path path, Work<T> work) {
    try {
      return new Outcome<>(path, work.on(path), null);
    } catch (UnusableFileException e) {
      return new Outcome<>(path, null, e.getMessage());
    }
  }
}

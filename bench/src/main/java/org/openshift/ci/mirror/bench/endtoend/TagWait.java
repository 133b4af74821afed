package org.openshift.ci.mirror.bench.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.function.Supplier;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.trial.BenchException;

/** Waits for tags with few requests, so that the wait does not slow down what is measured. */
final class TagWait {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration NO_PROGRESS_TIMEOUT = Duration.ofMinutes(2);

  private TagWait() {}

  /**
   * Returns when every tag is readable.
   *
   * @param explanation the worker's last output, for the message
   * @throws BenchException if no tag appears for two minutes
   */
  static void until(String target, Collection<String> tags, Supplier<String> explanation)
      throws IOException, InterruptedException {
    Queue<String> missing = new ArrayDeque<>(tags);
    long lastProgress = System.nanoTime();
    try (BareRegistryClient registry = new BareRegistryClient()) {
      while (!missing.isEmpty()) {
        String tag = missing.remove();
        if (registry.exists(target, CopyJob.REPOSITORY, tag)) {
          lastProgress = System.nanoTime();
          continue;
        }
        // Continue with another tag, so that few are missing when the last one appears.
        missing.add(tag);
        if (System.nanoTime() - lastProgress > NO_PROGRESS_TIMEOUT.toNanos()) {
          throw new BenchException(
              "%d of %d tags did not appear, for example %s; last output of the worker: %s"
                  .formatted(missing.size(), tags.size(), tag, explanation.get()));
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}

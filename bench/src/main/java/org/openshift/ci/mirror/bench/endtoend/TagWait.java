package org.openshift.ci.mirror.bench.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.function.Supplier;
import org.openshift.ci.mirror.bench.http.BareRegistry;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.trial.BenchException;

/** Waits for tags without being a load: at most some hundred requests a second. */
final class TagWait {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private TagWait() {}

  /**
   * Returns when every tag is readable.
   *
   * @param explanation for the message when no tag appears for two minutes
   */
  static void until(String target, Collection<String> tags, Supplier<String> explanation)
      throws IOException, InterruptedException {
    Queue<String> missing = new ArrayDeque<>(tags);
    long lastProgress = System.nanoTime();
    try (BareRegistry registry = new BareRegistry()) {
      while (!missing.isEmpty()) {
        String tag = missing.remove();
        if (registry.exists(target, CopyJob.REPOSITORY, tag)) {
          lastProgress = System.nanoTime();
          continue;
        }
        // Another one next time, so that few are left to ask for when the last one appears.
        missing.add(tag);
        if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
          throw new BenchException(
              "%d of %d tags did not appear, %s for one; the worker says: %s"
                  .formatted(missing.size(), tags.size(), tag, explanation.get()));
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}

package org.openshift.ci.mirror.worker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * A cache of the worker's loaded and linked classes (JEP 514), with which a worker starts in half
 * the processor time. The first test makes it from a worker that mirrors an image.
 */
final class AotCache {

  private static final Path CACHE = Path.of("target", "worker.aot");
  private static final Path UNFINISHED = Path.of("target", "worker.aot.unfinished");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static boolean tried;

  private AotCache() {}

  /**
   * The JVM's flags that make it use the cache, if there is one.
   *
   * @param jar the worker's classes; a cache that is older is of no use
   */
  static synchronized List<String> flags(Path jar) {
    try {
      // One test alone would end before it saves the time that making the cache costs.
      if (!tried && severalTests() && !isNewerThan(jar)) {
        tried = true;
        make();
      }
      return isNewerThan(jar) ? List.of("-XX:AOTCache=" + CACHE, "-Xlog:disable") : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean severalTests() {
    return System.getProperty("it.test", "*").matches(".*[*,].*");
  }

  private static boolean isNewerThan(Path jar) throws IOException {
    return Files.exists(CACHE)
        && Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  private static void make() throws IOException {
    Path folder = Files.createTempDirectory("aot");
    try (TemporalProcess temporal = new TemporalProcess(folder);
        Platform platform =
            new Platform(folder, temporal.namespace(TemporalProcess.DEFAULT_NAMESPACE))) {
      WorkerProcess worker =
          platform.processWith(List.of("-XX:AOTCacheOutput=" + UNFINISHED), "worker").start();
      TestImage image = new TestImages(99).docker(1_000);
      platform.release("one", "1", image);
      platform.awaitMirrored("one", "1", image, SOON);
      // The JVM writes the cache at its end. On a machine too busy for that, tests do without.
      if (worker.stopped(Duration.ofMinutes(2))) {
        Files.move(UNFINISHED, CACHE, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}

package org.openshift.ci.mirror.worker.metrics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The text of the metrics, rendered at most once a second however many clients ask for it. Not safe
 * for use by several threads.
 */
final class SharedScrape {

  private static final long KEEP = Duration.ofSeconds(1).toNanos();

  private final Supplier<String> render;
  private final LongSupplier nanoTime;
  private byte[] last;
  private long renderedAt;

  /**
   * Shares what is rendered.
   *
   * @param render writes the text of all metrics
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  SharedScrape(Supplier<String> render, LongSupplier nanoTime) {
    this.render = render;
    this.nanoTime = nanoTime;
  }

  /** The text in UTF-8, up to a second old. All callers get the same array: do not change it. */
  byte[] text() {
    long now = nanoTime.getAsLong();
    if (last == null || now - renderedAt >= KEEP) {
      last = render.get().getBytes(StandardCharsets.UTF_8);
      renderedAt = now;
    }
    return last;
  }
}

package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedScrapeTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  // Near the point where System.nanoTime may overflow.
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
  private final AtomicInteger rendered = new AtomicInteger();
  private final SharedScrape scrape =
      new SharedScrape(() -> "scrape " + rendered.incrementAndGet(), clock::get);

  @Test
  void rendersOnceASecondForAllCallers() {
    byte[] first = scrape.text();
    assertText("scrape 1", first);
    clock.addAndGet(SECOND - 1);
    assertSame(first, scrape.text());
    clock.incrementAndGet();
    assertText("scrape 2", scrape.text());
    assertText("scrape 2", scrape.text());
  }

  private static void assertText(String expected, byte[] text) {
    assertArrayEquals(expected.getBytes(StandardCharsets.UTF_8), text);
  }
}

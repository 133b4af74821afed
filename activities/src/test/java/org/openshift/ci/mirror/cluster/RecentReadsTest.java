package org.openshift.ci.mirror.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentReadsTest {

  private static final Duration LONGEST_AGE = Duration.ofSeconds(3);

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();

  @Test
  void manyWhoAskAtOnceShareOneRead() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    RecentReads<String, Integer> reads =
        reads(
            key -> {
              await(go);
              return count.incrementAndGet();
            });
    List<CompletableFuture<Integer>> callers = new ArrayList<>();
    for (int caller = 0; caller < 50; caller++) {
      callers.add(CompletableFuture.supplyAsync(() -> value(reads), Thread::startVirtualThread));
    }
    go.countDown();
    for (CompletableFuture<Integer> caller : callers) {
      assertEquals(1, caller.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void whatIsRecentIsReusedAndWhatIsTooOldIsNot() {
    RecentReads<String, Integer> reads = reads(key -> count.incrementAndGet());
    assertEquals(1, value(reads));
    now.addAndGet(LONGEST_AGE.toNanos() - 1);
    assertEquals(1, value(reads));
    now.addAndGet(1);
    assertEquals(2, value(reads));
  }

  @Test
  void theAgeCountsFromBeforeTheReadBegan() {
    RecentReads<String, Integer> reads =
        reads(
            key -> {
              // The first takes so long that its result is old when it comes.
              now.addAndGet(count.get() == 0 ? LONGEST_AGE.toNanos() : 0);
              return count.incrementAndGet();
            });
    assertEquals(2, value(reads));
  }

  @Test
  void whatIsAlwaysTooSlowIsAFailure() throws Exception {
    RecentReads<String, Integer> reads =
        reads(
            key -> {
              now.addAndGet(LONGEST_AGE.toNanos());
              return count.incrementAndGet();
            });
    assertNotNull(reads.of(List.of("a")).get("a").failure());
  }

  @Test
  void aFailureIsNeverReusedAndFailsNothingElse() throws Exception {
    RecentReads<String, Integer> reads =
        reads(
            key -> {
              if (key.equals("bad") && count.incrementAndGet() == 1) {
                throw new IllegalStateException("refused");
              }
              return 7;
            });
    var first = reads.of(List.of("good", "bad"));
    assertEquals("refused", first.get("bad").failure().getMessage());
    assertEquals(7, first.get("good").value());
    assertEquals(7, reads.of(List.of("bad")).get("bad").value());
  }

  @Test
  void soManyAtOnceAndNoMore() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(8);
    RecentReads<Integer, Integer> reads =
        new RecentReads<>(
            key -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              full.countDown();
              await(full);
              running.decrementAndGet();
              return key;
            },
            8,
            LONGEST_AGE,
            System::nanoTime);
    assertEquals(64, reads.of(IntStream.range(0, 64).boxed().toList()).size());
    assertEquals(8, most.get());
  }

  @Test
  void whatIsTooOldIsForgotten() throws Exception {
    RecentReads<Integer, Integer> reads =
        new RecentReads<>(key -> key, 8, Duration.ofMillis(50), System::nanoTime);
    var _ = reads.of(IntStream.range(0, 100).boxed().toList());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (reads.size() > 0) {
      assertTrue(System.nanoTime() < end, "still remembered: " + reads.size());
      Thread.onSpinWait();
    }
  }

  private RecentReads<String, Integer> reads(Function<String, Integer> reader) {
    return new RecentReads<>(reader, 8, LONGEST_AGE, now::get);
  }

  private static int value(RecentReads<String, Integer> reads) {
    try {
      return reads.of(List.of("a")).get("a").value();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

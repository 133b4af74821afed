package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;

class SharedReadsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger count = new AtomicInteger();

  @Test
  void whoAsksDuringAReadGetsTheNextAndSharesItWithAllOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore mayEnd = new Semaphore(0);
    SharedReads<String, Integer> reads =
        reads(
            key -> {
              begun.countDown();
              mayEnd.acquireUninterruptibly();
              return count.incrementAndGet();
            });
    CompletableFuture<Integer> first = ask(reads);
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    List<CompletableFuture<Integer>> later = new ArrayList<>();
    for (int caller = 0; caller < 50; caller++) {
      CompletableFuture<Integer> asked = new CompletableFuture<>();
      CountDownLatch joins = new CountDownLatch(1);
      Thread thread =
          Thread.startVirtualThread(
              () -> {
                joins.countDown();
                asked.complete(value(reads));
              });
      assertTrue(joins.await(10, TimeUnit.SECONDS));
      awaitWaiting(thread);
      later.add(asked);
    }
    mayEnd.release(2);
    assertEquals(1, first.get(10, TimeUnit.SECONDS));
    for (CompletableFuture<Integer> caller : later) {
      assertEquals(2, caller.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void whatWasReadIsNotRemembered() {
    SharedReads<String, Integer> reads = reads(key -> count.incrementAndGet());
    assertEquals(1, value(reads));
    assertEquals(2, value(reads));
    awaitForgotten(reads);
  }

  @Test
  void aFailureGoesToThoseWhoWaitedForItAndToNobodyElse() throws Exception {
    SharedReads<String, Integer> reads =
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
    SharedReads<Integer, Integer> reads =
        new SharedReads<>(
            key -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              full.countDown();
              await(full);
              running.decrementAndGet();
              return key;
            },
            8,
            PATIENCE);
    assertEquals(64, reads.of(IntStream.range(0, 64).boxed().toList()).size());
    assertEquals(8, most.get());
  }

  @Test
  void whoWaitsTooLongHearsIt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    SharedReads<String, Integer> reads =
        new SharedReads<>(
            key -> {
              await(never);
              return 1;
            },
            8,
            Duration.ofMillis(50));
    assertInstanceOf(TagInventoryException.class, reads.of(List.of("a")).get("a").failure());
    never.countDown();
    awaitForgotten(reads);
  }

  private SharedReads<String, Integer> reads(Function<String, Integer> reader) {
    return new SharedReads<>(reader, 8, PATIENCE);
  }

  private static CompletableFuture<Integer> ask(SharedReads<String, Integer> reads) {
    return CompletableFuture.supplyAsync(() -> value(reads), Thread::startVirtualThread);
  }

  private static int value(SharedReads<String, Integer> reads) {
    try {
      return reads.of(List.of("a")).get("a").value();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(Thread thread) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(System.nanoTime() < end, "never waited: " + thread.getState());
      Thread.onSpinWait();
    }
  }

  private static void awaitForgotten(SharedReads<?, ?> reads) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (reads.size() > 0) {
      assertTrue(System.nanoTime() < end, "still remembered: " + reads.size());
      Thread.onSpinWait();
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

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
import org.openshift.ci.mirror.testing.Await;

class SharedReadsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final AtomicInteger count = new AtomicInteger();

  @Test
  void callersDuringAReadShareTheNextOne() throws Exception {
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
    List<Thread> threads = new ArrayList<>();
    for (int caller = 0; caller < 50; caller++) {
      CompletableFuture<Integer> asked = new CompletableFuture<>();
      threads.add(Thread.startVirtualThread(() -> asked.complete(value(reads))));
      later.add(asked);
    }
    Await.until(
        "all callers wait for a read",
        DEADLINE,
        () -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING),
        () -> threads);
    mayEnd.release(2);
    assertEquals(1, first.get(10, TimeUnit.SECONDS));
    for (CompletableFuture<Integer> caller : later) {
      assertEquals(2, caller.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aValueIsNotKept() {
    SharedReads<String, Integer> reads = reads(key -> count.incrementAndGet());
    assertEquals(1, value(reads));
    assertEquals(2, value(reads));
    awaitForgotten(reads);
  }

  @Test
  void aFailureGoesToItsCallersOnly() throws Exception {
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
  void readsAtOnceAreBounded() throws Exception {
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
            LONGEST_WAIT);
    assertEquals(64, reads.of(IntStream.range(0, 64).boxed().toList()).size());
    assertEquals(8, most.get());
  }

  @Test
  void aCallThatTakesTooLongFails() throws Exception {
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
    return new SharedReads<>(reader, 8, LONGEST_WAIT);
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

  private static void awaitForgotten(SharedReads<?, ?> reads) {
    Await.until("nothing is kept", DEADLINE, reads.newest::isEmpty, reads.newest::keySet);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

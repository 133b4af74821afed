package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class CoalescedReadsTest {

  private static final Duration KEEP = Duration.ofSeconds(1);

  private final AtomicLong nanoseconds = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();

  private CoalescedReads<String, String> counted() {
    return new CoalescedReads<>(key -> key + reads.incrementAndGet(), KEEP, nanoseconds::get);
  }

  private void pass(Duration time) {
    nanoseconds.addAndGet(time.toNanos());
  }

  @Test
  void anAnswerIsReusedForAShortTimeAndThenReadAgain() {
    CoalescedReads<String, String> coalesced = counted();
    assertEquals("a1", coalesced.get("a"));
    pass(KEEP.minusNanos(1));
    assertEquals("a1", coalesced.get("a"));
    pass(Duration.ofNanos(1));
    assertEquals("a2", coalesced.get("a"));
  }

  @Test
  void anotherKeyIsAnotherRead() {
    CoalescedReads<String, String> coalesced = counted();
    assertEquals("a1", coalesced.get("a"));
    assertEquals("b2", coalesced.get("b"));
    assertEquals("a1", coalesced.get("a"));
  }

  @Test
  void aFailureIsThrownAndNotReused() {
    ApiProblem down = ApiProblem.badRequest("down");
    Queue<RuntimeException> failures = new ArrayDeque<>(List.of(down));
    CoalescedReads<String, String> coalesced =
        new CoalescedReads<>(
            key -> {
              RuntimeException failure = failures.poll();
              if (failure != null) {
                throw failure;
              }
              return key;
            },
            KEEP,
            nanoseconds::get);
    assertSame(down, assertThrows(ApiProblem.class, () -> coalesced.get("a")));
    assertEquals("a", coalesced.get("a"));
  }

  @Test
  void concurrentRequestsShareOneRead() throws Exception {
    int clients = 50;
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CoalescedReads<String, String> coalesced =
          new CoalescedReads<>(
              key -> {
                reads.incrementAndGet();
                reading.countDown();
                await(finish);
                return key;
              },
              KEEP,
              nanoseconds::get);
      List<Future<String>> answers = new ArrayList<>();
      answers.add(executor.submit(() -> coalesced.get("a")));
      reading.await();
      CountDownLatch asking = new CountDownLatch(clients);
      for (int client = 0; client < clients; client++) {
        answers.add(
            executor.submit(
                () -> {
                  asking.countDown();
                  return coalesced.get("a");
                }));
      }
      asking.await();
      finish.countDown();
      for (Future<String> answer : answers) {
        assertEquals("a", answer.get());
      }
    }
    assertEquals(1, reads.get());
  }

  @Test
  void aDefectIsThrownToWhoWaitedForTheRead() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    AssertionError defect = new AssertionError("a defect");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CoalescedReads<String, String> coalesced =
          new CoalescedReads<>(
              key -> {
                reading.countDown();
                await(finish);
                throw defect;
              },
              KEEP,
              nanoseconds::get);
      Future<String> first = executor.submit(() -> coalesced.get("a"));
      reading.await();
      Thread second = Thread.ofVirtual().unstarted(() -> coalesced.get("a"));
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      second.setUncaughtExceptionHandler((thread, failure) -> thrown.complete(failure));
      second.start();
      while (second.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      finish.countDown();
      assertSame(defect, assertThrows(ExecutionException.class, first::get).getCause());
      assertSame(defect, thrown.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void theNumberOfAnswersKeptIsBounded() {
    CoalescedReads<String, String> coalesced = counted();
    for (int key = 0; key < 10_000; key++) {
      coalesced.get("key" + key);
    }
    int before = reads.get();
    for (int key = 0; key < 10_000; key++) {
      coalesced.get("key" + key);
    }
    int keptAtMost = 256;
    int given = 10_000 - (reads.get() - before);
    assertTrue(given <= keptAtMost, () -> given + " answers were kept");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

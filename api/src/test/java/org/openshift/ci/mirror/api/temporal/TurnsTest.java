package org.openshift.ci.mirror.api.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class TurnsTest {

  @Test
  void noMoreThanSomeWorkAtATimeAndAllGetTheirTurn() throws Exception {
    Turns turns = new Turns(3, Duration.ofMinutes(1));
    CyclicBarrier three = new CyclicBarrier(3);
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> done = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 99; client++) {
        done.add(
            clients.submit(
                () ->
                    turns.take(
                        () -> {
                          most.accumulateAndGet(working.incrementAndGet(), Math::max);
                          awaitOthers(three);
                          return working.decrementAndGet();
                        })));
      }
    }
    for (Future<Integer> one : done) {
      assertTrue(one.get() < 3);
    }
    assertEquals(3, most.get());
  }

  @Test
  void whoWaitsTooLongIsToldWhenToComeBack() throws InterruptedException {
    Turns turns = new Turns(1, Duration.ZERO);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        Thread.startVirtualThread(
            () ->
                turns.take(
                    () -> {
                      begun.countDown();
                      return await(over);
                    }));
    begun.await();
    ApiProblem problem = assertThrows(ApiProblem.class, () -> turns.take(() -> 1));
    assertTrue(problem.retryAfter().isPresent());
    over.countDown();
    other.join();
    assertEquals(1, turns.take(() -> 1));
  }

  @Test
  void aFailureGivesTheTurnBack() {
    Turns turns = new Turns(1, Duration.ZERO);
    assertThrows(
        IllegalStateException.class,
        () ->
            turns.take(
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(1, turns.take(() -> 1));
  }

  private static void awaitOthers(CyclicBarrier all) {
    try {
      all.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

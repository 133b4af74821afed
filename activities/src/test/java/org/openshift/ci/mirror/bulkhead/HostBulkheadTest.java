package org.openshift.ci.mirror.bulkhead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.testing.Await;

/** One permit for each host, so that the second piece of work waits. */
@Timeout(60)
class HostBulkheadTest {

  private static final Duration STUCK_AFTER = Duration.ofMillis(100);
  private static final String HOST = "quay.io";

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private final HostBulkhead bulkhead = new HostBulkhead(1, STUCK_AFTER, this::time);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> entered = new CopyOnWriteArrayList<>();

  @AfterEach
  void letGo() {
    end.countDown();
  }

  @Test
  void aFullHostDelaysNoOther() throws Exception {
    Visit first = visit(HOST, "first", end);
    await("the first is in", () -> entered.contains("first"));
    visit(HOST, "second", end);

    assertEquals("third", visit("docker.io", "third", new CountDownLatch(0)).result());
    assertEquals(List.of("first", "third"), entered);

    end.countDown();
    assertEquals("first", first.result());
  }

  @Test
  void permitsAreGrantedInTheOrderOfArrival() throws Exception {
    visit(HOST, "first", end);
    await("the first is in", () -> entered.contains("first"));
    Visit last = null;
    for (String name : List.of("second", "third", "fourth")) {
      last = visit(HOST, name, end);
      awaitQueued(last);
    }
    end.countDown();

    assertEquals("fourth", last.result());
    assertEquals(List.of("first", "second", "third", "fourth"), entered);
  }

  @Test
  void workInAStuckQueueFailsAndFurtherWorkFailsAtOnce() {
    visit(HOST, "first", end);
    await("the first is in", () -> entered.contains("first"));
    Visit second = visit(HOST, "second", end);
    awaitQueued(second);
    now.addAndGet(STUCK_AFTER.toNanos());

    ExecutionException e = assertThrows(ExecutionException.class, second::result);
    assertInstanceOf(HostStuckException.class, e.getCause());
    assertThrows(HostStuckException.class, () -> bulkhead.in(HOST, () -> "third"));
    assertEquals(List.of("first"), entered);
  }

  @Test
  void workKeepsWaitingWhileTheQueueMoves() throws Exception {
    CountDownLatch endOfFirst = new CountDownLatch(1);
    visit(HOST, "first", endOfFirst);
    await("the first is in", () -> entered.contains("first"));
    Visit second = visit(HOST, "second", end);
    awaitQueued(second);
    Visit third = visit(HOST, "third", end);
    awaitQueued(third);

    now.addAndGet(STUCK_AFTER.toNanos() * 3 / 4);
    endOfFirst.countDown();
    await("the second is in", () -> entered.contains("second"));
    now.addAndGet(STUCK_AFTER.toNanos() * 3 / 4);
    long before = looks.get();
    await("the third has looked at the clock again", () -> looks.get() >= before + 2);
    end.countDown();

    assertEquals("second", second.result());
    assertEquals("third", third.result());
  }

  @Test
  void interruptedWorkLeavesTheQueue() throws Exception {
    visit(HOST, "first", end);
    await("the first is in", () -> entered.contains("first"));
    Visit second = visit(HOST, "second", end);
    awaitQueued(second);
    second.thread.interrupt();

    ExecutionException e = assertThrows(ExecutionException.class, second::result);
    assertInstanceOf(CancellationException.class, e.getCause());
    assertEquals(Optional.of(true), second.interrupted);
    end.countDown();
    assertEquals("third", visit(HOST, "third", end).result());
  }

  @Test
  void theQueueOfAHostWithoutWorkIsDropped() {
    for (int i = 0; i < 1000; i++) {
      String host = "host" + i;
      assertEquals(host, bulkhead.in(host, () -> host));
      assertThrows(IllegalStateException.class, () -> bulkhead.in(host, HostBulkheadTest::fail));
    }
    assertEquals(Map.of(), bulkhead.queues);
  }

  private static String fail() {
    throw new IllegalStateException("as the test wants it");
  }

  private long time() {
    looks.incrementAndGet();
    return now.get();
  }

  /** Work that holds a permit until the latch is down. */
  private Visit visit(String host, String name, CountDownLatch until) {
    return new Visit(host, name, until);
  }

  private final class Visit {
    private final Thread thread;
    private final FutureTask<String> task;
    private volatile Optional<Boolean> interrupted = Optional.empty();

    Visit(String host, String name, CountDownLatch until) {
      task =
          new FutureTask<>(
              () -> {
                try {
                  return bulkhead.in(host, () -> stay(name, until));
                } finally {
                  interrupted = Optional.of(Thread.currentThread().isInterrupted());
                }
              });
      thread = Thread.ofPlatform().daemon().start(task);
    }

    private String stay(String name, CountDownLatch until) {
      entered.add(name);
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return name;
    }

    String result() throws Exception {
      return task.get(20, TimeUnit.SECONDS);
    }
  }

  private void awaitQueued(Visit visit) {
    await("it waits", () -> visit.thread.getState() == Thread.State.TIMED_WAITING);
  }

  private void await(String what, Supplier<Boolean> condition) {
    Await.until(what, Duration.ofSeconds(20), condition, () -> entered);
  }
}

package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the items of a batch are handled. */
@Timeout(60)
class FanoutTest {

  private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void resultsAreInTheOrderOfTheItems() {
    CountDownLatch othersDone = new CountDownLatch(ITEMS.size() - 1);
    List<Integer> doubled =
        new Fanout(2)
            .map(
                ITEMS,
                item -> {
                  if (item == 0) {
                    await(othersDone);
                  } else {
                    othersDone.countDown();
                  }
                  return 2 * item;
                });
    assertEquals(ITEMS.stream().map(item -> 2 * item).toList(), doubled);
  }

  @Test
  void asManyItemsAreHandledAtOnceAsAllowed() {
    CyclicBarrier four = new CyclicBarrier(4);
    new Fanout(4)
        .forEach(
            ITEMS,
            item -> {
              try {
                four.await(30, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException("fewer than four at once", e);
              }
            });
  }

  @Test
  void batchesShareTheBound() throws InterruptedException {
    Fanout one = new Fanout(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(
                () ->
                    one.forEach(
                        List.of(0),
                        item -> {
                          begun.countDown();
                          await(end);
                        }));
    await(begun);
    CountDownLatch second = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual().start(() -> one.forEach(List.of(1), item -> second.countDown()));
    assertEquals(false, second.await(50, TimeUnit.MILLISECONDS));
    end.countDown();
    first.join();
    other.join();
    assertEquals(0, second.getCount());
  }

  @Test
  void theFirstFailureIsThrownAfterEveryItemWasTried() {
    Set<Integer> tried = ConcurrentHashMap.newKeySet();
    IllegalStateException failure = new IllegalStateException("a defect");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                new Fanout(1)
                    .forEach(
                        ITEMS,
                        item -> {
                          tried.add(item);
                          if (item == 0) {
                            throw failure;
                          }
                        })));
    assertEquals(Set.copyOf(ITEMS), tried);
  }

  @Test
  void anItemThatIsNotDoneInTimeIsInterruptedAndHasNoResult() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    List<Optional<Integer>> results =
        Fanout.mapWithin(
            Duration.ofMillis(500),
            List.of(0, 1),
            item -> {
              try {
                if (item == 0) {
                  new CountDownLatch(1).await();
                }
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return item;
            });
    assertEquals(List.of(Optional.empty(), Optional.of(1)), results);
    assertTrue(interrupted.await(30, TimeUnit.SECONDS));
  }
}

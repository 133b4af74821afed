package org.openshift.ci.mirror.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrentJobsTest {

  private static final List<Integer> ITEMS = IntStream.range(0, 12).boxed().toList();

  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  @Test
  void processesEachItemOnceAndThreeAtATime() throws Exception {
    CyclicBarrier threeAtOnce = new CyclicBarrier(3);
    ConcurrentJobs.forEach(
        ITEMS,
        3,
        item -> {
          try {
            threeAtOnce.await(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IOException("fewer than three at a time", e);
          }
          assertTrue(done.add(item));
        });
    assertEquals(ITEMS.size(), done.size());
  }

  @Test
  void aFailureIsThrownAndNoFurtherItemIsStarted() {
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                ConcurrentJobs.forEach(
                    ITEMS,
                    1,
                    item -> {
                      done.add(item);
                      if (item == 3) {
                        throw new IOException("broken");
                      }
                    }));
    assertEquals("broken", thrown.getMessage());
    assertEquals(Set.of(0, 1, 2, 3), done);
  }
}

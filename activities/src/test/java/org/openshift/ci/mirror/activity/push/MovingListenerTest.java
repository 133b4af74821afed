package org.openshift.ci.mirror.activity.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a transfer makes progress. */
class MovingListenerTest {

  private static final long PART = 64 * 1024;

  private final AtomicInteger progressed = new AtomicInteger();
  private final List<Long> heard = new ArrayList<>();
  private final MovingListener listener =
      new MovingListener(progressed::incrementAndGet, (done, total) -> heard.add(done));

  private void progress(long... done) {
    for (long bytes : done) {
      listener.progress(bytes, 10 * PART);
    }
  }

  @Test
  void eachPartCountsHoweverItComes() {
    progress(PART - 1);
    assertEquals(0, progressed.get());
    progress(PART, PART + 1, 2 * PART - 1);
    assertEquals(1, progressed.get());
    progress(2 * PART);
    assertEquals(2, progressed.get());
  }

  @Test
  void anUploadThatStartsOverCountsFromThere() {
    progress(5 * PART, 0, PART);
    assertEquals(2, progressed.get());
  }

  @Test
  void allProgressIsPassedOn() {
    progress(1, 2, 3 * PART);
    assertEquals(List.of(1L, 2L, 3 * PART), heard);
  }
}

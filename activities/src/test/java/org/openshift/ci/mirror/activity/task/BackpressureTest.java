package org.openshift.ci.mirror.activity.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long work that is not urgent waits for a short backlog. */
@Timeout(60)
class BackpressureTest {

  private static final Duration LONG = Duration.ofMinutes(50);

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aShortBacklogDelaysNothing() {
    assertTrue(new Backpressure(() -> 200).await(Duration.ZERO, asked::incrementAndGet));
    assertTrue(new Backpressure(Backlog.NONE).await(Duration.ZERO, asked::incrementAndGet));
    assertEquals(0, asked.get());
  }

  @Test
  void goesOnWhenTheBacklogIsShortAgain() {
    AtomicInteger backlog = new AtomicInteger(202);
    assertTrue(new Backpressure(backlog::getAndDecrement).await(LONG, asked::incrementAndGet));
    assertEquals(2, asked.get());
  }

  @Test
  void waitsNoLongerThanAllowed() {
    assertFalse(new Backpressure(() -> 201).await(Duration.ZERO, asked::incrementAndGet));
  }

  @Test
  void aCallerThatStopsEndsTheWait() {
    assertThrows(
        IllegalStateException.class,
        () ->
            new Backpressure(() -> 201)
                .await(
                    LONG,
                    () -> {
                      throw new IllegalStateException("cancelled");
                    }));
  }
}

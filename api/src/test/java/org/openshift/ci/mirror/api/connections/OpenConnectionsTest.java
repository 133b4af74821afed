package org.openshift.ci.mirror.api.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

  private static final Duration HEADER = Duration.ofSeconds(10);
  private static final Duration REQUEST = Duration.ofMinutes(1);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
  private final OpenConnections<String> open = new OpenConnections<>(HEADER, REQUEST, clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void theLongestWaitingMakesRoom() {
    open.opened("a");
    open.opened("b");
    open.opened("c");
    assertTrue(open.served("a"));
    assertEquals(Optional.of("b"), open.takeLongestWaiting());
    open.waitsForNext("a");
    assertEquals(Optional.of("c"), open.takeLongestWaiting());
    assertEquals(Optional.of("a"), open.takeLongestWaiting());
    assertEquals(Optional.empty(), open.takeLongestWaiting());
  }

  @Test
  void bytesOfAHeaderDoNotRenewTheTimeForIt() {
    open.opened("dripping");
    for (int second = 0; second < 10; second++) {
      pass(Duration.ofSeconds(1));
      assertTrue(open.served("dripping"));
      open.waitsForRest("dripping");
    }
    pass(Duration.ofNanos(1));
    assertFalse(open.served("dripping"));
  }

  @Test
  void anAnswerRenewsIt() {
    open.opened("a");
    pass(HEADER);
    assertTrue(open.served("a"));
    pass(REQUEST);
    open.waitsForNext("a");
    pass(HEADER);
    assertTrue(open.served("a"));
  }

  @Test
  void whatWasClosedIsNotServed() {
    open.opened("a");
    assertEquals(Optional.of("a"), open.takeLongestWaiting());
    assertFalse(open.served("a"));
    open.opened("b");
    open.closed("b");
    assertFalse(open.served("b"));
    open.waitsForNext("b");
    open.waitsForRest("b");
    assertEquals(0, open.size());
  }

  @Test
  void knowsWhatIsServedForTooLong() {
    open.opened("waits");
    open.opened("reads slowly");
    assertTrue(open.served("reads slowly"));
    pass(REQUEST);
    assertEquals(List.of(), open.servedTooLong());
    pass(Duration.ofNanos(1));
    assertEquals(List.of("reads slowly"), open.servedTooLong());
  }
}

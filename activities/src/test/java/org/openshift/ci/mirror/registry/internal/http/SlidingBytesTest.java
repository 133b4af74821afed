package org.openshift.ci.mirror.registry.internal.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Windows of ten seconds, and at least a hundred bytes in each. */
class SlidingBytesTest {

  private static final int LEAST = 100;

  private final SlidingBytes bytes = new SlidingBytes(Duration.ofSeconds(10));

  @Test
  void nothingIsMissedBeforeTheFirstWindowIsOver() {
    assertFalse(bytes.isBelow(LEAST, seconds(10)));
    assertTrue(bytes.isBelow(LEAST, seconds(10.1)));
  }

  @Test
  void aPeerThatDripsIsBelow() {
    for (int second = 1; second <= 10; second++) {
      bytes.moved(seconds(second), 1);
    }
    assertTrue(bytes.isBelow(LEAST, seconds(10.1)));
  }

  @Test
  void aPeerThatIsSlowButSteadyIsNot() {
    for (int second = 1; second <= 1000; second++) {
      bytes.moved(seconds(second), 12);
      assertFalse(bytes.isBelow(LEAST, seconds(second + 0.9)), "after " + second);
    }
  }

  @Test
  void whatCameBeforeTheWindowDoesNotCount() {
    bytes.moved(seconds(1), 1_000_000);
    assertFalse(bytes.isBelow(LEAST, seconds(11)));
    assertTrue(bytes.isBelow(LEAST, seconds(12.6)));
  }

  @Test
  void twoBurstsWithALongSilenceBetweenAreNotEnough() {
    bytes.moved(seconds(0.1), LEAST - 1);
    assertFalse(bytes.isBelow(LEAST, seconds(9)));
    bytes.moved(seconds(9.9), 1);
    assertFalse(bytes.isBelow(LEAST, seconds(10.1)));
    assertTrue(bytes.isBelow(LEAST, seconds(11.5)));
  }

  @Test
  void aLongPauseForgetsEverything() {
    bytes.moved(seconds(1), LEAST);
    assertTrue(bytes.isBelow(LEAST, seconds(100_000)));
    bytes.moved(seconds(100_001), LEAST);
    assertFalse(bytes.isBelow(LEAST, seconds(100_002)));
  }

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }
}

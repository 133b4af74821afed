package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReconnectDelayTest {

  @Test
  void doublesUpToThirtySecondsWithJitterOfHalf() {
    ReconnectDelay delay = new ReconnectDelay();
    long full = 500;
    for (int attempt = 0; attempt < 100; attempt++) {
      long millis = delay.next().toMillis();
      assertTrue(millis >= full / 2 && millis <= full, attempt + ": " + millis);
      full = Math.min(30_000, full * 2);
    }
    assertEquals(100, delay.attempts());
    delay.reset();
    assertTrue(delay.next().toMillis() <= 500);
  }
}

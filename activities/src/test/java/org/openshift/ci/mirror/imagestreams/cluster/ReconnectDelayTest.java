package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {

  @Test
  void doublesUpToThirtySecondsWithJitterOfHalf() {
    ReconnectDelay delay = new ReconnectDelay();
    long full = 500;
    Set<Long> longest = new HashSet<>();
    for (int attempt = 0; attempt < 100; attempt++) {
      long millis = delay.next().toMillis();
      assertTrue(millis >= full / 2 && millis <= full, attempt + ": " + millis);
      if (full == 30_000) {
        longest.add(millis);
      }
      full = Math.min(30_000, full * 2);
    }
    assertTrue(longest.size() > 10, "hardly any jitter: " + longest);
    assertEquals(100, delay.attempts());
    delay.reset();
    assertTrue(delay.next().toMillis() <= 500);
  }
}

package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({"1,2", "2,4", "3,8", "7,128", "8,256", "9,300", "10,300", "1000,300"})
  void doublesUpToFiveMinutesWithJitterInTheUpperHalf(int failures, int ceilingSeconds) {
    Random random = new Random(1);
    Duration ceiling = Duration.ofSeconds(ceilingSeconds);
    for (int i = 0; i < 1_000; i++) {
      Duration delay = Backoff.after(failures, random);
      assertTrue(delay.compareTo(ceiling) <= 0, () -> delay + " is longer than " + ceiling);
      assertTrue(
          delay.compareTo(ceiling.dividedBy(2)) >= 0, () -> delay + " is below half " + ceiling);
    }
  }

  @Test
  void isTheSameForTheSameRandomAndSpreadForOthers() {
    assertEquals(Backoff.after(5, new Random(7)), Backoff.after(5, new Random(7)));
    assertNotEquals(Backoff.after(5, new Random(7)), Backoff.after(5, new Random(8)));
  }

  @Test
  void isNeverSoonerThanAskedFor() {
    Duration asked = Duration.ofMinutes(20);
    assertEquals(asked, Backoff.after(1, asked, new Random(1)));
  }

  @Test
  void isNotShortenedByWhatIsAskedFor() {
    Duration own = Backoff.after(9, new Random(1));
    assertEquals(own, Backoff.after(9, Duration.ofSeconds(1), new Random(1)));
    assertEquals(own, Backoff.after(9, null, new Random(1)));
  }

  @Test
  void forARegistryThatIsAwayItIsHoursAndSpread() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      Duration delay = Backoff.whileRegistryIsAway(random);
      assertTrue(delay.compareTo(Duration.ofHours(4)) <= 0, () -> delay + " is too long");
      assertTrue(delay.compareTo(Duration.ofHours(2)) >= 0, () -> delay + " is too short");
    }
    assertNotEquals(
        Backoff.whileRegistryIsAway(new Random(7)), Backoff.whileRegistryIsAway(new Random(8)));
  }
}

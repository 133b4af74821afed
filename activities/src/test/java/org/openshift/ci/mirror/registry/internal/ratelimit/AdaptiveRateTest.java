package org.openshift.ci.mirror.registry.internal.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {

  private final ManualClock clock = new ManualClock();
  private final AdaptiveRate rate = new AdaptiveRate();

  @Test
  void doesNotLimitARegistryThatIsContent() {
    for (int i = 0; i < 10_000; i++) {
      answer(200);
      assertEquals(0, rate.waitAt(clock.getAsLong()));
    }
    assertFalse(rate.isLimiting());
  }

  @Test
  void slowsOnceForManyRefusalsAtOnceAndFurtherWhenTheyGoOn() {
    second(100, 200);
    second(50, 429);
    double first = rate.perSecond();
    assertTrue(first >= 45 && first <= 90, "after the first second " + first);
    second(30, 429);
    second(30, 429);
    assertTrue(rate.perSecond() < first * 0.6, "after more " + rate.perSecond());
    for (int i = 0; i < 60; i++) {
      second(1, 429);
    }
    assertEquals(1, rate.perSecond());
  }

  @Test
  void oneRefusalOfAQuietRegistryDoesNotBringItToAStandstill() {
    answer(429);
    assertEquals(5, rate.perSecond());
  }

  @Test
  void settlesAtWhatTheRegistryBears() {
    double worst = 0;
    for (int second = 0; second < 300; second++) {
      int sent = (int) Math.max(1, Math.min(200, rate.perSecond()));
      for (int i = 0; i < sent; i++) {
        clock.advance(Duration.ofNanos(1_000_000_000L / sent));
        rate.answered(i < 20 ? 200 : 429, clock.getAsLong());
      }
      if (second > 20) {
        worst = Math.max(worst, rate.perSecond());
        assertTrue(rate.perSecond() > 8, second + " s: " + rate.perSecond());
      }
    }
    assertTrue(worst < 35, "at most " + worst);
  }

  @Test
  void recoversWhenTheStormIsOver() {
    second(100, 200);
    for (int i = 0; i < 30; i++) {
      second(20, 429);
    }
    assertEquals(1, rate.perSecond());
    for (int i = 0; i < 15; i++) {
      second(1, 200);
    }
    assertTrue(rate.perSecond() > 25, "15 s later " + rate.perSecond());
    for (int i = 0; i < 40; i++) {
      second(1, 200);
    }
    assertFalse(rate.isLimiting());
  }

  @Test
  void holdsTheRateForFourSecondsThenTriesAFifthMoreEachSecond() {
    answer(429);
    for (int i = 0; i < 39; i++) {
      clock.advance(Duration.ofMillis(100));
      rate.answered(200, clock.getAsLong());
      assertEquals(5, rate.perSecond());
    }
    clock.advance(Duration.ofMillis(100));
    rate.answered(200, clock.getAsLong());
    // At most three seconds of growth at once.
    double grown = 5 * 1.2 * 1.2 * 1.2;
    assertEquals(grown, rate.perSecond(), 1e-9);
    second(0, 200);
    rate.answered(200, clock.getAsLong());
    assertEquals(grown * 1.2, rate.perSecond(), 1e-9);
    clock.advance(Duration.ofSeconds(30));
    rate.answered(200, clock.getAsLong());
    assertEquals(grown * 1.2 * 1.2 * 1.2 * 1.2, rate.perSecond(), 1e-9);
  }

  @Test
  void requestsAreSpacedAtTheRateThatARefusalLeaves() {
    answer(429);
    assertEquals(0, rate.waitAt(clock.getAsLong()));
    rate.take(clock.getAsLong());
    assertEquals(Duration.ofMillis(200).toNanos(), rate.waitAt(clock.getAsLong()));
    clock.advance(Duration.ofMillis(200));
    assertEquals(0, rate.waitAt(clock.getAsLong()));
  }

  @Test
  void errorsCountOnlyWhenThereAreFiveAndTheyAreALargeShare() {
    second(4, 500);
    assertFalse(rate.isLimiting());
    second(0, 200);
    for (int i = 0; i < 12; i++) {
      answer(200);
    }
    for (int i = 0; i < 5; i++) {
      answer(500);
    }
    assertFalse(rate.isLimiting(), "5 of 17 are less than three tenths");
    answer(500);
    assertTrue(rate.isLimiting(), "6 of 18 are more");
  }

  @Test
  void anImageThatFailsAlwaysDoesNotSlowTheOthers() {
    for (int i = 0; i < 100; i++) {
      second(20, 200);
      second(3, 500);
    }
    assertFalse(rate.isLimiting());
    second(20, 502);
    assertTrue(rate.isLimiting());
  }

  @Test
  void spacesRequestsAtTheRate() {
    TokenBucket bucket = new TokenBucket(10, 3, clock.getAsLong());
    int sent = 0;
    for (int millisecond = 0; millisecond < 2000; millisecond++) {
      if (bucket.waitAt(clock.getAsLong()) == 0) {
        bucket.take(clock.getAsLong());
        sent++;
      }
      clock.advance(Duration.ofMillis(1));
    }
    assertEquals(2 + 20, sent);
  }

  private void second(int answers, int status) {
    for (int i = 0; i < answers; i++) {
      answer(status);
    }
    clock.advance(Duration.ofSeconds(1).minusMillis(answers));
  }

  private void answer(int status) {
    clock.advance(Duration.ofMillis(1));
    rate.answered(status, clock.getAsLong());
  }
}

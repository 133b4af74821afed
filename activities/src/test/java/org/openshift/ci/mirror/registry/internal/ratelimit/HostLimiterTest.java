package org.openshift.ci.mirror.registry.internal.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.registry.internal.copy.Parallel;
import org.openshift.ci.mirror.registry.internal.http.RateGroup;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostLimiterTest {

  @Test
  void knowsQuaysLimitsAndTakesConfiguredOnes() {
    assertEquals(
        new RateLimits.RateLimit(50, 5),
        RateLimits.of("quay.io:443", Map.of()).groups().get(RateGroup.MANIFESTS));
    assertEquals(Map.of(), RateLimits.of("other.io:443", Map.of()).groups());
    assertEquals(
        new RateLimits.RateLimit(5, 1),
        RateLimits.of("quay.io:443", Map.of("quay.io", 5.0)).total());
    assertEquals(
        new RateLimits.RateLimit(100, 20),
        RateLimits.of("127.0.0.1:5000", Map.of("127.0.0.1:5000", 100.0)).total());
  }

  @Test
  void theRateForAPortCountsBeforeThatForItsHostAndDockerHubGoesByItsName() {
    Map<String, Double> rates = Map.of("a.io", 5.0, "A.io:5000", 7.0, "docker.io", 9.0);
    assertEquals(7.0, RateLimits.of("a.io:5000", rates).total().perSecond());
    assertEquals(5.0, RateLimits.of("a.io:443", rates).total().perSecond());
    assertEquals(9.0, RateLimits.of("registry-1.docker.io:443", rates).total().perSecond());
    assertEquals(null, RateLimits.of("b.io:443", rates).total());
  }

  @Test
  void keepsTheHardLimitHoweverManyAsk() {
    HostLimiter limiter =
        new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 100.0)), System::nanoTime);
    long start = System.nanoTime();
    Parallel.map(
        IntStream.range(0, 120).boxed().toList(),
        120,
        i -> {
          try {
            return limiter.await(RateGroup.BLOBS);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // 20 pass at once, the others at 100 a second.
    assertTrue(took.toMillis() >= 990, took.toString());
  }

  @Test
  void letsNobodyWaitThroughALongPauseThatTheRegistryAskedFor() throws InterruptedException {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of()), clock);
    limiter.answered(429, Optional.of(Duration.ofSeconds(30)));
    assertEquals(Optional.of(Duration.ofSeconds(30)), limiter.await(RateGroup.BLOBS));
    clock.advance(Duration.ofSeconds(12));
    assertEquals(Optional.of(Duration.ofSeconds(18)), limiter.await(RateGroup.MANIFESTS));
    clock.advance(Duration.ofSeconds(18));
    assertEquals(Optional.empty(), limiter.await(RateGroup.MANIFESTS));
  }

  @Test
  void aLongWaitForOneTaskIsCappedForTheOthers() throws InterruptedException {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of()), clock);
    limiter.answered(503, Optional.of(Duration.ofHours(1)));
    assertEquals(Optional.of(Duration.ofSeconds(60)), limiter.await(RateGroup.BLOBS));
  }

  @Test
  void turnsAwayWhomItWouldKeepTooLong() throws InterruptedException {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 0.05)), clock);
    assertEquals(Optional.empty(), limiter.await(RateGroup.BLOBS));
    // Twenty seconds in line; but until then the registry may bear more.
    assertEquals(Optional.of(Duration.ofSeconds(15)), limiter.await(RateGroup.BLOBS));
  }

  @Test
  void whoHasLittlePatienceIsTurnedAwayInsteadOfWaiting() {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 1.0)), clock);
    assertEquals(Optional.empty(), WaitBudget.little(() -> await(limiter)));
    assertEquals(Optional.of(Duration.ofSeconds(1)), WaitBudget.little(() -> await(limiter)));
    clock.advance(Duration.ofMillis(600));
    limiter.answered(503, Optional.of(Duration.ofMillis(900)));
    assertEquals(Optional.of(Duration.ofMillis(900)), WaitBudget.little(() -> await(limiter)));
    clock.advance(Duration.ofMillis(900));
    assertEquals(Optional.empty(), WaitBudget.little(() -> await(limiter)));
  }

  private static Optional<Duration> await(HostLimiter limiter) {
    try {
      return limiter.await(RateGroup.BLOBS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

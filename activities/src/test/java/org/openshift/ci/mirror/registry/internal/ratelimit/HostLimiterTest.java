package org.openshift.ci.mirror.registry.internal.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.registry.internal.http.RateGroup;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;
import org.openshift.ci.mirror.testing.Await;

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
  void keepsTheHardLimitAndUsesAllOfIt() throws InterruptedException {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 100.0)), clock);
    long start = clock.getAsLong();
    List<Long> passed = new CopyOnWriteArrayList<>();
    List<Thread> requests =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    Thread.startVirtualThread(
                        () -> {
                          assertEquals(Optional.empty(), await(limiter));
                          passed.add((clock.getAsLong() - start) / 1_000_000);
                        }))
            .toList();

    // 20 pass at once, the others at 100 a second.
    List<Long> expected = new ArrayList<>(Collections.nCopies(20, 0L));
    awaitPassed(expected, passed);
    for (long millis = 100; millis <= 300; millis += 100) {
      clock.advance(Duration.ofMillis(100));
      expected.addAll(Collections.nCopies(10, millis));
      awaitPassed(expected, passed);
    }
    for (Thread request : requests) {
      request.join();
    }
    assertEquals(expected, passed);
  }

  private static void awaitPassed(List<Long> expected, List<Long> passed) {
    Await.until(
        expected.size() + " have passed",
        Duration.ofSeconds(20),
        () -> passed.size() >= expected.size(),
        () -> passed);
  }

  @Test
  void aLongPauseThatTheRegistryAskedForIsNotWaitedFor() throws InterruptedException {
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
  void onlyARegistryThatRefusesIsGivenAPauseAndAShorterOneDoesNotEndIt()
      throws InterruptedException {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of()), clock);
    for (int status : new int[] {200, 404, 500, 502}) {
      limiter.answered(status, Optional.of(Duration.ofSeconds(30)));
      assertEquals(Optional.empty(), limiter.await(RateGroup.BLOBS), "after " + status);
    }
    limiter.answered(503, Optional.of(Duration.ofSeconds(40)));
    limiter.answered(503, Optional.of(Duration.ofSeconds(20)));
    assertEquals(Optional.of(Duration.ofSeconds(40)), limiter.await(RateGroup.BLOBS));
    clock.advance(Duration.ofSeconds(40));
    limiter.answered(200, Optional.empty());
    assertEquals(Optional.empty(), limiter.await(RateGroup.BLOBS));
  }

  @Test
  void saysHowManyRequestsItLetsPassOnceTheRegistryHasRefusedOne() {
    HostLimiter limiter =
        new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 100.0)), new ManualClock());
    assertEquals(Double.POSITIVE_INFINITY, limiter.perSecond());
    limiter.answered(429, Optional.empty());
    assertEquals(5, limiter.perSecond());
  }

  @Test
  void aLimitOfOneKindOfRequestLeavesTheOthersAlone() throws InterruptedException {
    RateLimits limits =
        new RateLimits(Map.of(RateGroup.BLOBS, new RateLimits.RateLimit(1, 1)), null);
    HostLimiter limiter = new HostLimiter(limits, new ManualClock());
    assertEquals(Optional.empty(), await(limiter));
    assertEquals(
        Optional.of(Duration.ofSeconds(1)), WaitBudget.withShortWaits(() -> await(limiter)));
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), limiter.await(RateGroup.MANIFESTS));
    }
  }

  @Test
  void rejectsARequestThatWouldWaitTooLong() throws InterruptedException {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 0.05)), clock);
    assertEquals(Optional.empty(), limiter.await(RateGroup.BLOBS));
    // The wait is 20 s, but by then the registry may accept more.
    assertEquals(Optional.of(Duration.ofSeconds(15)), limiter.await(RateGroup.BLOBS));
  }

  @Test
  void aShortWaitBudgetFailsInsteadOfWaiting() {
    ManualClock clock = new ManualClock();
    HostLimiter limiter = new HostLimiter(RateLimits.of("a.io:443", Map.of("a.io", 1.0)), clock);
    assertEquals(Optional.empty(), WaitBudget.withShortWaits(() -> await(limiter)));
    assertEquals(
        Optional.of(Duration.ofSeconds(1)), WaitBudget.withShortWaits(() -> await(limiter)));
    clock.advance(Duration.ofMillis(600));
    limiter.answered(503, Optional.of(Duration.ofMillis(900)));
    assertEquals(
        Optional.of(Duration.ofMillis(900)), WaitBudget.withShortWaits(() -> await(limiter)));
    clock.advance(Duration.ofMillis(900));
    assertEquals(Optional.empty(), WaitBudget.withShortWaits(() -> await(limiter)));
  }

  private static Optional<Duration> await(HostLimiter limiter) {
    try {
      return limiter.await(RateGroup.BLOBS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.internal.ratelimit.ManualClock;

class TokenCacheTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ManualClock clock = new ManualClock();
  private final TokenCache cache = new TokenCache(clock);
  private final AtomicInteger fetched = new AtomicInteger();
  private final TokenKey key = key("repository:a/b:pull");

  @Test
  void fetchesAnewShortlyBeforeATokenExpires() {
    assertEquals("token 1", get(key, Duration.ofMinutes(10)));
    clock.advance(Duration.ofMinutes(9).plusSeconds(29));
    assertEquals("token 1", get(key, Duration.ofMinutes(10)));
    clock.advance(Duration.ofSeconds(1));
    assertEquals("token 2", get(key, Duration.ofMinutes(10)));
  }

  @Test
  void usesAShortLivedTokenForMostOfItsLife() {
    assertEquals("token 1", get(key, Duration.ofSeconds(4)));
    clock.advance(Duration.ofMillis(2999));
    assertEquals("token 1", get(key, Duration.ofSeconds(4)));
    clock.advance(Duration.ofMillis(1));
    assertEquals("token 2", get(key, Duration.ofSeconds(4)));
  }

  @Test
  void keepsScopesApart() {
    assertEquals("token 1", get(key, Duration.ofHours(1)));
    assertEquals("token 2", get(key("repository:a/b:pull,push"), Duration.ofHours(1)));
    assertEquals("token 1", get(key, Duration.ofHours(1)));
  }

  @Test
  void forgetsARefusedTokenAndOnlyThatOne() {
    assertEquals("token 1", get(key, Duration.ofHours(1)));
    cache.forget(key, "token 0");
    assertEquals("token 1", get(key, Duration.ofHours(1)));
    cache.forget(key, "token 1");
    assertEquals("token 2", get(key, Duration.ofHours(1)));
  }

  @Test
  void concurrentRequestsShareOneFetch() {
    List<String> tokens =
        IntStream.range(0, 100)
            .boxed()
            .gather(Gatherers.mapConcurrent(100, i -> get(key, Duration.ofHours(1))))
            .toList();
    assertEquals(1, fetched.get());
    assertEquals(100, tokens.size());
  }

  @Test
  void theWaitForAnotherFetchIsLimited() throws Exception {
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    FutureTask<String> other =
        new FutureTask<>(
            () ->
                cache
                    .get(
                        key,
                        LONG,
                        k -> {
                          fetching.countDown();
                          awaitQuietly(answered);
                          return new TokenCache.Token("late", Duration.ofHours(1));
                        })
                    .orElseThrow());
    Thread.startVirtualThread(other);
    assertTrue(fetching.await(20, TimeUnit.SECONDS));
    assertEquals(Optional.empty(), cache.get(key, Duration.ofMillis(20), TokenCacheTest::unwanted));

    answered.countDown();
    assertEquals("late", other.get(20, TimeUnit.SECONDS));
    assertEquals(Optional.of("late"), cache.get(key, LONG, TokenCacheTest::unwanted));
  }

  private String get(TokenKey wanted, Duration lifetime) {
    return cache
        .get(
            wanted, LONG, k -> new TokenCache.Token("token " + fetched.incrementAndGet(), lifetime))
        .orElseThrow();
  }

  private static TokenCache.Token unwanted(TokenKey key) {
    throw new AssertionError("fetched once more");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TokenKey key(String scope) {
    return new TokenKey(URI.create("https://auth.example/token"), "", List.of(scope), null);
  }
}

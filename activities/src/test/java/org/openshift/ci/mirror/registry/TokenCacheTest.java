package org.openshift.ci.mirror.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenCacheTest {

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
  void fetchesOnceForAllWhoWantItAtOnce() {
    List<String> tokens =
        Parallel.map(
            IntStream.range(0, 100).boxed().toList(), 100, i -> get(key, Duration.ofHours(1)));
    assertEquals(1, fetched.get());
    assertEquals(100, tokens.size());
  }

  private String get(TokenKey wanted, Duration lifetime) {
    return cache.get(
        wanted, k -> new TokenCache.Token("token " + fetched.incrementAndGet(), lifetime));
  }

  private static TokenKey key(String scope) {
    return new TokenKey(URI.create("https://auth.example/token"), "", List.of(scope), null);
  }
}

package org.openshift.ci.mirror.registry.internal.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;

/** Bearer tokens until shortly before they expire; each is fetched once, however many want it. */
public final class TokenCache {

  /** Tokens are renewed this long before they end, or after three quarters of a short life. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Far more than the repositories of a mirror; beyond it, the cache starts anew. */
  private static final int MAX_TOKENS = 2_000;

  private final LongSupplier clock;
  private final Map<TokenKey, Slot> slots = new ConcurrentHashMap<>();

  public TokenCache(LongSupplier clock) {
    this.clock = clock;
  }

  /** A token and how long it is good for. */
  record Token(String value, Duration lifetime) {
    @Override
    public String toString() {
      return "token";
    }
  }

  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private String value;
    private long renewAt;
  }

  /**
   * The token, fetched when there is none that is still good.
   *
   * @param longestWait how long to wait for another thread that is fetching it
   * @return empty when the other thread took longer
   * @throws CancelledException when the waiting thread is interrupted
   */
  Optional<String> get(TokenKey key, Duration longestWait, Function<TokenKey, Token> fetch) {
    if (slots.size() > MAX_TOKENS) {
      slots.clear();
    }
    Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
    try {
      if (!slot.lock.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted();
    }
    try {
      long now = clock.getAsLong();
      if (slot.value == null || now - slot.renewAt >= 0) {
        Token token = fetch.apply(key);
        slot.value = token.value();
        long lifetime = token.lifetime().toNanos();
        slot.renewAt = now + Math.max(lifetime * 3 / 4, lifetime - MARGIN.toNanos());
      }
      return Optional.of(slot.value);
    } finally {
      slot.lock.unlock();
    }
  }

  /** Forgets a token that was refused, unless it was replaced meanwhile. */
  void forget(TokenKey key, String value) {
    slots.computeIfPresent(key, (k, slot) -> value.equals(slot.value) ? null : slot);
  }
}

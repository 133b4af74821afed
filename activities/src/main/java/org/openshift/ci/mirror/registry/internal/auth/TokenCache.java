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

/** Caches bearer tokens until shortly before they expire. Concurrent requests share one fetch. */
public final class TokenCache {

  /**
   * Tokens are renewed this long before they expire, or after three quarters of a short lifetime.
   */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Far more than the repositories of a mirror; beyond it, the cache is cleared. */
  private static final int MAX_TOKENS = 2_000;

  private final LongSupplier clock;
  private final Map<TokenKey, Slot> slots = new ConcurrentHashMap<>();

  public TokenCache(LongSupplier clock) {
    this.clock = clock;
  }

  /** A token and how long it is valid. */
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
   * The cached token, or a new one when there is none that is still valid.
   *
   * @param longestWait how long to wait while another thread fetches the token
   * @return empty when that thread took longer
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

  /** Removes a rejected token, unless it was replaced in the meantime. */
  void forget(TokenKey key, String value) {
    slots.computeIfPresent(key, (k, slot) -> value.equals(slot.value) ? null : slot);
  }
}

package org.openshift.ci.mirror.api.access;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests with a wrong token, logs them once a minute with the addresses they come
 * from, and slows them down. A request with the right token is never slowed, whoever guesses
 * besides.
 */
final class WrongTokens {

  private static final Logger log = LoggerFactory.getLogger(WrongTokens.class);

  private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);
  private static final Duration DELAY = Duration.ofSeconds(1);

  /** Each occupies a connection for a second. */
  private static final int DELAYED_AT_ONCE = 20;

  private final Refusals refusals;
  private final Consumer<Duration> pause;
  private final Semaphore delayed = new Semaphore(DELAYED_AT_ONCE);

  WrongTokens() {
    this(afterAMinute(), WrongTokens::sleep);
  }

  /**
   * With other clocks.
   *
   * @param afterAMinute runs what it gets a minute later
   * @param pause returns after the given time
   */
  WrongTokens(Executor afterAMinute, Consumer<Duration> pause) {
    this.refusals = new Refusals("requests with a wrong token", afterAMinute, log);
    this.pause = pause;
  }

  /** Runs what it gets a minute later. */
  static Executor afterAMinute() {
    return CompletableFuture.delayedExecutor(BETWEEN_REPORTS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes note of a request with a wrong token, and returns after a second.
   *
   * @param address the IP address that the request came from
   * @throws ApiProblem at once, if too many such requests are waiting already
   */
  void from(String address) {
    refusals.count(address);
    if (!delayed.tryAcquire()) {
      throw tooMany();
    }
    try {
      pause.accept(DELAY);
    } finally {
      delayed.release();
    }
  }

  /**
   * Returns unless so many requests with a wrong token are waiting that one more would be refused.
   *
   * @throws ApiProblem if they are
   */
  void requireRoom() {
    if (delayed.availablePermits() == 0) {
      throw tooMany();
    }
  }

  private static ApiProblem tooMany() {
    return ApiProblem.busy(
        "too many requests have a wrong token; ask again with the right one", DELAY);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

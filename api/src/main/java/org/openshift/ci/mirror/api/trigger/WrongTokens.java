package org.openshift.ci.mirror.api.trigger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

  private static final int ADDRESSES_NAMED = 10;

  private final Executor afterAMinute;
  private final Consumer<Duration> pause;
  private final Semaphore delayed = new Semaphore(DELAYED_AT_ONCE);

  /** By address, since the last report. */
  private final Map<String, Integer> recent = new LinkedHashMap<>();

  private int fromOthers;
  private long sinceTheStart;
  private boolean reportIsDue;

  WrongTokens() {
    this(
        CompletableFuture.delayedExecutor(BETWEEN_REPORTS.toMillis(), TimeUnit.MILLISECONDS),
        WrongTokens::sleep);
  }

  /**
   * With other clocks.
   *
   * @param afterAMinute runs what it gets a minute later
   * @param pause returns after the given time
   */
  WrongTokens(Executor afterAMinute, Consumer<Duration> pause) {
    this.afterAMinute = afterAMinute;
    this.pause = pause;
  }

  /**
   * Takes note of a request with a wrong token, and returns after a second.
   *
   * @param address the IP address that the request came from
   * @throws ApiProblem at once, if too many such requests are waiting already
   */
  void from(String address) {
    count(address);
    if (!delayed.tryAcquire()) {
      throw ApiProblem.busy(
          "too many requests have a wrong token; ask again with the right one", DELAY);
    }
    try {
      pause.accept(DELAY);
    } finally {
      delayed.release();
    }
  }

  private synchronized void count(String address) {
    sinceTheStart++;
    if (recent.size() < ADDRESSES_NAMED || recent.containsKey(address)) {
      recent.merge(address, 1, Integer::sum);
    } else {
      fromOthers++;
    }
    // The first one is reported at once, all that follow within a minute of it together.
    if (!reportIsDue) {
      report();
    }
  }

  private synchronized void report() {
    reportIsDue = !recent.isEmpty();
    if (reportIsDue) {
      String from =
          recent.entrySet().stream()
              .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
              .collect(Collectors.joining(", "));
      log.warn(
          "triggers with a wrong token were refused: from {}{}; {} since the start",
          from,
          fromOthers == 0 ? "" : ", from other addresses (" + fromOthers + ")",
          sinceTheStart);
      recent.clear();
      fromOthers = 0;
      afterAMinute.execute(this::report);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

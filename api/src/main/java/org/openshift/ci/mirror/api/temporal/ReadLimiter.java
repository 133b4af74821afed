package org.openshift.ci.mirror.api.temporal;

import com.google.common.util.concurrent.RateLimiter;
import java.time.Duration;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * Limits the rate of one kind of reads, so that many requests to this service do not use up what
 * Temporal allows the namespace, including its Web UI. A read above the rate waits for its turn,
 * and is refused when it would wait too long.
 */
public final class ReadLimiter {

  private final RateLimiter limiter;
  private final Duration maxWait;
  private final String busy;

  /**
   * A limiter.
   *
   * @param readsPerSecond above 0
   * @param maxWait how long a read may wait for its turn
   */
  public ReadLimiter(double readsPerSecond, Duration maxWait) {
    this.limiter = RateLimiter.create(readsPerSecond);
    this.maxWait = maxWait;
    this.busy =
        "this service gets more requests than the %.0f reads a second it may send to Temporal;"
                .formatted(readsPerSecond)
            + " ask again in a second";
  }

  /**
   * Waits until one more read is allowed.
   *
   * @throws ApiProblem when that would take too long
   */
  public void awaitTurn() {
    if (!limiter.tryAcquire(maxWait)) {
      throw ApiProblem.busy(busy, Duration.ofSeconds(1));
    }
  }
}

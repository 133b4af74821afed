package org.openshift.ci.mirror.api.temporal;

import com.google.common.util.concurrent.RateLimiter;
import java.time.Duration;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * Holds reads of one kind below a rate, so that a storm of requests here does not use up what
 * Temporal grants a namespace, its Web UI included. Who comes too fast waits a moment; who would
 * have to wait longer is sent away.
 */
public final class ReadLimiter {

  private final RateLimiter limiter;
  private final Duration patience;
  private final String busy;

  /**
   * A limiter.
   *
   * @param readsPerSecond above 0
   * @param patience how long a read may wait for its turn
   */
  public ReadLimiter(double readsPerSecond, Duration patience) {
    this.limiter = RateLimiter.create(readsPerSecond);
    this.patience = patience;
    this.busy =
        "more is asked than the %.0f reads a second that this service allows itself at Temporal;"
                .formatted(readsPerSecond)
            + " ask again in a second";
  }

  /**
   * Waits for the turn of one read.
   *
   * @throws ApiProblem when its turn would come too late
   */
  void awaitTurn() {
    if (!limiter.tryAcquire(patience)) {
      throw ApiProblem.busy(busy, Duration.ofSeconds(1));
    }
  }
}

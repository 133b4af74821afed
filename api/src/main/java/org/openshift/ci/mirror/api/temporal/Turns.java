package org.openshift.ci.mirror.api.temporal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * Lets only some requests work at a time, in the order in which they came. A burst then runs at
 * Temporal's speed, and does not slow it down beyond its deadlines.
 */
public final class Turns {

  private final Semaphore free;
  private final Duration maxWait;

  /**
   * Turns.
   *
   * @param atOnce how many may work at a time
   * @param maxWait how long a request may wait for its turn
   */
  public Turns(int atOnce, Duration maxWait) {
    this.free = new Semaphore(atOnce, true);
    this.maxWait = maxWait;
  }

  /**
   * Does the work when its turn has come.
   *
   * @throws ApiProblem when that would take too long
   */
  public <T> T take(Supplier<T> work) {
    if (!acquire()) {
      throw ApiProblem.busy(
          "this service has more requests to tasks than it could send to Temporal within %d seconds;"
                  .formatted(maxWait.toSeconds())
              + " ask again in a few seconds, or trigger many tasks with one request",
          Duration.ofSeconds(5));
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private boolean acquire() {
    try {
      return free.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

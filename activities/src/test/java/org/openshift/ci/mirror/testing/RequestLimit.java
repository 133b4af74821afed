package org.openshift.ci.mirror.testing;

/** A limit as nginx applies it ({@code limit_req … burst=… nodelay}): a leaky bucket. */
public final class RequestLimit {

  private final double perSecond;
  private final int burst;
  private double excess;
  private long lastNanos = System.nanoTime();

  /**
   * A limit.
   *
   * @param perSecond sustained requests per second
   * @param burst how many more than one request may come at once
   */
  public RequestLimit(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  static RequestLimit none() {
    return new RequestLimit(Double.POSITIVE_INFINITY, 0);
  }

  /** Whether a request may pass now. */
  public synchronized boolean admits() {
    if (Double.isInfinite(perSecond)) {
      return true;
    }
    long now = System.nanoTime();
    double left = Math.max(0, excess - perSecond * (now - lastNanos) / 1e9);
    if (left > burst) {
      return false;
    }
    excess = left + 1;
    lastNanos = now;
    return true;
  }
}

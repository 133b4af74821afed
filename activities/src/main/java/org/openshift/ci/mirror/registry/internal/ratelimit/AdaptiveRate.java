package org.openshift.ci.mirror.registry.internal.ratelimit;

/**
 * The rate of requests that a registry is found to accept: unlimited until it answers 429 or many
 * 5xx, then reduced to the rate that it still answered, and raised again while it answers without
 * errors. Not thread safe; times are those of {@link System#nanoTime()}.
 */
final class AdaptiveRate {

  private static final long SECOND = 1_000_000_000L;

  /** Even a registry that rejects everything gets some requests, to notice its recovery. */
  private static final double LEAST_PER_SECOND = 1;

  /** The rate assumed for a registry that rejects its first requests; it then gets half of it. */
  private static final double ASSUMED_PER_SECOND = 10;

  /** At such a rate the limit no longer matters and is removed. */
  private static final double LIFTED_ABOVE = 500;

  private static final double BACK_OFF = 0.5;

  /** Growth per second up to the rate accepted before, and beyond it. */
  private static final double REGAIN = 2;

  private static final double EXPLORE = 1.2;

  /** How long the rate is held before it grows beyond the rate accepted before. */
  private static final long CALM_BEFORE_EXPLORING = 4 * SECOND;

  /** Limit on the growth after a pause, during which nothing was learned. */
  private static final double LONGEST_GROWTH_SECONDS = 3;

  /**
   * A single image may make a registry answer 5xx again and again, which must not slow down all
   * others. So 5xx answers count only when there are several and they are a large share of all
   * answers.
   */
  private static final int LEAST_ERRORS = 5;

  private static final double ERROR_SHARE = 0.3;

  private double rate = Double.POSITIVE_INFINITY;
  private double borne = Double.POSITIVE_INFINITY;
  private TokenBucket bucket;
  private long slowedAt;
  private long grownAt;

  private long windowStart;
  private int answers;
  private int successes;
  private int errors;
  private double successesPerSecond = Double.NaN;

  /** Whether requests are limited at present. */
  boolean isLimiting() {
    return bucket != null;
  }

  /** Requests per second at present; infinite while they are not limited. */
  double perSecond() {
    return rate;
  }

  long waitAt(long now) {
    return bucket == null ? 0 : bucket.waitAt(now);
  }

  void take(long now) {
    if (bucket != null) {
      bucket.take(now);
    }
  }

  /** Learns from the status of an answer. */
  void answered(int status, long now) {
    roll(now);
    answers++;
    if (status == 429) {
      slow(now);
    } else if (status >= 500) {
      errors++;
      if (errors >= LEAST_ERRORS && errors >= ERROR_SHARE * answers) {
        slow(now);
      }
    } else {
      successes++;
      grow(now);
    }
  }

  private void roll(long now) {
    long passed = now - windowStart;
    if (passed >= SECOND) {
      successesPerSecond = passed < 2 * SECOND ? successes * (double) SECOND / passed : Double.NaN;
      windowStart = now;
      answers = 0;
      successes = 0;
      errors = 0;
    }
  }

  /**
   * When a registry begins to reject requests, many are in flight; all their answers count as one
   * event.
   */
  private void slow(long now) {
    if (bucket != null && now - slowedAt < SECOND) {
      return;
    }
    double borneNow = Double.isNaN(successesPerSecond) ? successes : successesPerSecond;
    double before =
        Double.isInfinite(rate) ? Math.max(ASSUMED_PER_SECOND, Math.max(answers, borneNow)) : rate;
    double slower = Math.max(before * BACK_OFF, Math.min(borneNow, before * 0.9));
    set(Math.max(LEAST_PER_SECOND, slower), now);
    if (borneNow > 0 || Double.isInfinite(borne)) {
      // A time in which a registry rejects everything says nothing about what it accepts
      // afterwards.
      borne = rate;
    }
    slowedAt = now;
    grownAt = now;
  }

  private void grow(long now) {
    boolean regaining = rate < borne;
    if (bucket == null
        || now - grownAt < SECOND
        || (!regaining && now - slowedAt < CALM_BEFORE_EXPLORING)) {
      return;
    }
    double seconds = Math.min(LONGEST_GROWTH_SECONDS, (now - grownAt) / (double) SECOND);
    set(rate * Math.pow(regaining ? REGAIN : EXPLORE, seconds), now);
    grownAt = now;
    if (rate > LIFTED_ABOVE) {
      rate = Double.POSITIVE_INFINITY;
      borne = Double.POSITIVE_INFINITY;
      bucket = null;
    }
  }

  private void set(double perSecond, long now) {
    rate = perSecond;
    int burst = (int) Math.max(1, perSecond / 10);
    if (bucket == null) {
      bucket = new TokenBucket(perSecond, burst, now);
    } else {
      bucket.rate(perSecond, burst);
    }
  }
}

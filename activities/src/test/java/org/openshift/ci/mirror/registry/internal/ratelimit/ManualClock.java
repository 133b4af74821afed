package org.openshift.ci.mirror.registry.internal.ratelimit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that a test advances. */
public final class ManualClock implements LongSupplier {

  private long now = 1_000_000_000_000L;

  @Override
  public synchronized long getAsLong() {
    return now;
  }

  public synchronized void advance(Duration time) {
    now += time.toNanos();
  }
}

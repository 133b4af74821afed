package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time of the models: that of Temporal's server, and what passed inside activities. The server
 * skips no time while an activity runs, so a slow request moves this clock instead of waiting.
 */
final class SimulatedTime {

  private final LongSupplier serverMillis;
  private final long beginMillis;
  private final AtomicLong insideMillis = new AtomicLong();

  SimulatedTime(LongSupplier serverMillis) {
    this.serverMillis = serverMillis;
    this.beginMillis = serverMillis.getAsLong();
  }

  /** Milliseconds since the beginning. */
  long millis() {
    return serverMillis.getAsLong() - beginMillis + insideMillis.get();
  }

  /** As {@link System#nanoTime()}. */
  long nanos() {
    return Duration.ofMillis(millis()).toNanos();
  }

  /** So much passes inside an activity; none while somebody holds this object's lock. */
  synchronized void pass(Duration time) {
    insideMillis.addAndGet(time.toMillis());
  }
}

package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The clock of the models: the time of Temporal's server plus what passed inside activities. The
 * server skips no time while an activity runs, so a slow request moves this clock instead.
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

  /** Lets time pass inside an activity; waits while another thread holds this object's lock. */
  synchronized void pass(Duration time) {
    insideMillis.addAndGet(time.toMillis());
  }
}

package org.openshift.ci.mirror.bench.measure;

import java.util.OptionalDouble;

/**
 * One contestant's turn in one round.
 *
 * @param units what was done, in the unit of the measurement (tags, pairs); above 0
 * @param seconds how long it took; above 0
 * @param cpuSeconds processor time of the contestant's own processes; empty where the operating
 *     system does not tell
 */
public record Measurement(long units, double seconds, OptionalDouble cpuSeconds) {

  public Measurement {
    if (units <= 0 || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "units and seconds must be above 0, not %d and %s".formatted(units, seconds));
    }
  }

  /** Units per second. */
  public double rate() {
    return units / seconds;
  }

  /** Seconds for one unit; what ratios of times are made of, as some contestants do a part only. */
  public double secondsPerUnit() {
    return seconds / units;
  }
}

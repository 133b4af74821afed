package org.openshift.ci.mirror.bench.measure;

import java.util.OptionalDouble;

/**
 * The result of one trial.
 *
 * @param units how much was done, in units of the measurement (tags, pairs); above 0
 * @param seconds how long it took; above 0
 * @param cpuSeconds processor time of the tool's own processes; empty if the operating system does
 *     not provide it
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

  /**
   * Seconds for each unit. Ratios of times use this, because some tools do only a part of a job.
   */
  public double secondsPerUnit() {
    return seconds / units;
  }
}

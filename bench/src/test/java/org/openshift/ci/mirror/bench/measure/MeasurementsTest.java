package org.openshift.ci.mirror.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

  private final Measurements measurements = new Measurements();

  @Test
  void comparesWithinEachRoundSoThatASlowMachineSlowsBoth() {
    add("fast", 1, 1);
    add("slow", 1, 2);
    add("fast", 2, 10);
    add("slow", 2, 20);
    add("fast", 3, 1);
    add("slow", 3, 9);
    assertEquals(OptionalDouble.of(0.5), ratio("fast", "slow"));
    assertEquals(OptionalDouble.of(2), ratio("slow", "fast"));
  }

  @Test
  void ignoresRoundsThatOnlyOneToolHas() {
    add("fast", 1, 1);
    add("fast", 2, 3);
    add("slow", 2, 6);
    assertEquals(OptionalDouble.of(0.5), ratio("fast", "slow"));
    assertEquals(OptionalDouble.empty(), ratio("fast", "nobody"));
  }

  @Test
  void keepsTheFirstFailureAndTheOrderOfTrials() {
    measurements.addFailure("broken", 1, "no such host");
    add("fast", 1, 1);
    measurements.addFailure("broken", 2, "another");
    assertEquals(List.of("broken", "fast"), measurements.tools());
    assertEquals("round 1: no such host", measurements.failures().get("broken"));
    assertEquals(0, measurements.rounds("broken"));
    assertEquals(List.of(), measurements.values("broken", Measurement::seconds));
  }

  @Test
  void dividesProcessorTimeByTheUnitsThatWereDone() {
    measurements.add("part", 1, new Measurement(10, 1, OptionalDouble.of(20)));
    measurements.add("part", 2, new Measurement(10, 1, OptionalDouble.empty()));
    assertEquals(OptionalDouble.of(2), measurements.cpuSecondsPerUnit("part"));
    add("unknown", 1, 1);
    assertEquals(OptionalDouble.empty(), measurements.cpuSecondsPerUnit("unknown"));
  }

  @Test
  void refusesAMeasurementOfNothing() {
    assertThrows(
        IllegalArgumentException.class, () -> new Measurement(0, 1, OptionalDouble.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new Measurement(1, 0, OptionalDouble.empty()));
  }

  private OptionalDouble ratio(String tool, String reference) {
    return measurements.ratio(tool, reference, Measurement::secondsPerUnit);
  }

  private void add(String tool, int round, double seconds) {
    measurements.add(tool, round, new Measurement(1, seconds, OptionalDouble.empty()));
  }
}

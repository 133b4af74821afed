package org.openshift.ci.mirror.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private final Scoreboard scores = new Scoreboard();

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
  void leavesOutRoundsThatOnlyOneTookPartIn() {
    add("fast", 1, 1);
    add("fast", 2, 3);
    add("slow", 2, 6);
    assertEquals(OptionalDouble.of(0.5), ratio("fast", "slow"));
    assertEquals(OptionalDouble.empty(), ratio("fast", "nobody"));
  }

  @Test
  void keepsTheFirstFailureAndTheOrderOfTurns() {
    scores.addFailure("broken", 1, "no such host");
    add("fast", 1, 1);
    scores.addFailure("broken", 2, "another");
    assertEquals(List.of("broken", "fast"), scores.contestants());
    assertEquals("round 1: no such host", scores.failures().get("broken"));
    assertEquals(0, scores.rounds("broken"));
    assertEquals(List.of(), scores.values("broken", Measurement::seconds));
  }

  @Test
  void takesProcessorTimeOfWhatWasDone() {
    scores.add("part", 1, new Measurement(10, 1, OptionalDouble.of(20)));
    scores.add("part", 2, new Measurement(10, 1, OptionalDouble.empty()));
    assertEquals(OptionalDouble.of(2), scores.cpuSecondsPerUnit("part"));
    add("unknown", 1, 1);
    assertEquals(OptionalDouble.empty(), scores.cpuSecondsPerUnit("unknown"));
  }

  @Test
  void refusesAMeasurementOfNothing() {
    assertThrows(
        IllegalArgumentException.class, () -> new Measurement(0, 1, OptionalDouble.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new Measurement(1, 0, OptionalDouble.empty()));
  }

  private OptionalDouble ratio(String contestant, String reference) {
    return scores.ratio(contestant, reference, Measurement::secondsPerUnit);
  }

  private void add(String contestant, int round, double seconds) {
    scores.add(contestant, round, new Measurement(1, seconds, OptionalDouble.empty()));
  }
}

package org.openshift.ci.mirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, the promises hold. */
class SimulationTest {

  private static final int SEEDS = 25;

  private static QuietLogs quiet;

  @BeforeAll
  static void quiet() {
    quiet = new QuietLogs();
  }

  @AfterAll
  static void asBefore() {
    quiet.close();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void promisesHold(long seed) {
    Simulation.Report report = new Simulation(seed, Mutation.NONE, new RandomScenario()).run();
    assertEquals(List.of(), report.violations(), report::inWords);
  }
}

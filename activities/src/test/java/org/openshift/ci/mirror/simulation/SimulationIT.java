package org.openshift.ci.mirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises hold whatever happens. */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class SimulationIT {

  @AutoClose
  @SuppressWarnings("UnusedVariable")
  private static final QuietLogs quiet = new QuietLogs();

  /** More than these are for hack/simulate.sh. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void promisesHold(long seed) {
    Simulation.Report report = new Simulation(seed, Mutation.NONE, new RandomScenario()).run();
    assertEquals(List.of(), report.violations(), report::inWords);
  }
}

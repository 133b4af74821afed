package org.openshift.ci.mirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule of the protocol is needed, and the simulation notices when one is left out. */
@Order(1)
class MutationsIT {

  @AutoClose
  @SuppressWarnings("UnusedVariable")
  private static final QuietLogs quiet = new QuietLogs();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withTheRuleAllPromisesHold(Mutation mutation) {
    Simulation.Report report =
        new Simulation(1, Mutation.NONE, DirectedScenario.of(mutation)).run();
    assertEquals(List.of(), report.violations(), () -> String.join("\n", report.story()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withoutTheRuleAPromiseIsBroken(Mutation mutation) {
    DirectedScenario scenario = DirectedScenario.of(mutation);
    Simulation.Report report = new Simulation(1, mutation, scenario).run();
    assertTrue(
        report.violates(scenario.atStake()),
        () -> report.violations() + "\n" + String.join("\n", report.story()));
  }
}

package org.openshift.ci.mirror.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What {@code hack/simulate.sh} runs. Its name keeps builds from running it as a test. */
class SimulationRun {

  @Test
  void simulate() {
    String[] arguments = System.getProperty("simulate", "").strip().split("\\s+");
    assertTrue(SimulationMain.run(arguments), "see above");
  }
}

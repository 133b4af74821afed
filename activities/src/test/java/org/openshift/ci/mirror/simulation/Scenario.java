package org.openshift.ci.mirror.simulation;

import java.time.Duration;

/** What happens in a world while things fail. */
interface Scenario {

  /** How long things fail. */
  Duration faultsFor();

  /** Whether the dice make things fail too, beside what is planned. */
  boolean random();

  /** Fills the world and puts on its timeline what happens. */
  void plan(SimulatedWorld world, Happenings happenings);
}

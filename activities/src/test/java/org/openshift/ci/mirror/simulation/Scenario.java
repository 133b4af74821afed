package org.openshift.ci.mirror.simulation;

import java.time.Duration;

/** What happens in a world before it comes to rest. */
interface Scenario {

  /** How long events and faults last. */
  Duration faultsFor();

  /** Whether there are random faults besides the planned ones. */
  boolean random();

  /** Fills the world, and puts the events on its timeline. */
  void plan(SimulatedWorld world, Happenings happenings);
}

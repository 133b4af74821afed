package org.openshift.ci.mirror.api.sweep;

/** The sweeps over lists of tags. */
@FunctionalInterface
public interface Sweeps {

  /** All schedules of sweeps. Throws {@code ApiProblem} when Temporal cannot answer. */
  SweepListing read();
}

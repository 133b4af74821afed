package org.openshift.ci.mirror.api.web;

/** Whether this service can answer: all that it knows comes from Temporal. */
@FunctionalInterface
public interface Readiness {

  /**
   * Returns when Temporal answers.
   *
   * @throws org.openshift.ci.mirror.api.problem.ApiProblem when it does not, or lacks the namespace
   */
  void require();
}

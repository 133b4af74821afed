package org.openshift.ci.mirror.release.index;

/**
 * A test of several steps, as its config writes it.
 *
 * @param name the test's name, for messages
 * @param workflow the workflow it follows; null for none
 * @param own its own steps
 * @param observers its own choice of observers; null when it makes none, so that the workflow's
 *     stands
 */
record TestSteps(String name, String workflow, StepSections own, ObserverChoice observers) {}

package org.openshift.ci.mirror.release.index;

/**
 * A test of several steps, before they are resolved.
 *
 * @param name the test's name, for messages
 * @param workflow the name of its workflow; null for none
 * @param own its own steps
 * @param observers its own choice of observers; null for none, so that the workflow's applies
 */
record TestSteps(String name, String workflow, StepSections own, ObserverChoice observers) {}

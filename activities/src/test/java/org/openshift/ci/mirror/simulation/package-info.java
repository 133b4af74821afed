/**
 * The mirroring protocol in a world of models: real workflow and activity code, a cluster, a
 * configuration, registries and workers that misbehave as a seed says, and the promises that must
 * hold all the same. {@code docs/simulation.md} tells how to read and replay it.
 */
package org.openshift.ci.mirror.simulation;

/**
 * Simulates the mirroring protocol: real workflow and activity code in a world of models (cluster,
 * configuration, registries, workers) that fail as a seed decides, and promises that must hold.
 * {@code docs/simulation.md} explains how to run and replay it.
 */
package org.openshift.ci.mirror.simulation;

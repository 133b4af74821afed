/**
 * A measurement: a {@link org.openshift.ci.mirror.bench.trial.LineUp} of tools, each of which does
 * the same job in one trial of every round. Independent of registries.
 */
package org.openshift.ci.mirror.bench.trial;

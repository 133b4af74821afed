/**
 * What others see of the registry engine: pull specs, results, settings, failures, and the
 * interface {@link org.openshift.ci.mirror.registry.ImageRegistries} that compares and copies
 * images.
 *
 * <p>The engine itself is {@code registry.engine}, what it is made of {@code registry.internal}.
 * Nothing here knows of Temporal or of mirror tasks.
 */
package org.openshift.ci.mirror.registry;

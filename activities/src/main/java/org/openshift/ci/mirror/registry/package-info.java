/**
 * The public API of the registry engine: pull specs, results, settings, failures, and {@link
 * org.openshift.ci.mirror.registry.ImageRegistries}, which compares and copies images.
 *
 * <p>{@code registry.engine} contains the engine, {@code registry.internal} its parts. Nothing here
 * depends on Temporal or on mirror tasks.
 */
package org.openshift.ci.mirror.registry;

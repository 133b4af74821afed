/**
 * The registry engine: puts together the packages below {@code registry.internal}, and asks whether
 * a registry serves at all. Only the wiring of a program needs it.
 */
package org.openshift.ci.mirror.registry.engine;

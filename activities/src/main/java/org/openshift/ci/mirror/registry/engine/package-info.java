/**
 * The registry engine: assembles the packages below {@code registry.internal}, and probes whether a
 * registry works. Used only by the wiring of programs.
 */
package org.openshift.ci.mirror.registry.engine;

/**
 * The REST service: command line, start and wiring.
 *
 * <p>Dependencies between its packages: {@code listing} and {@code trigger} use {@code temporal}
 * and {@code web}; all may use {@code problem}. This package wires them. {@code ctl} is a client,
 * and uses none of the others.
 */
package org.openshift.ci.mirror.api;

/**
 * The REST service: command line, start and wiring.
 *
 * <p>Dependencies between its packages go one way: {@code listing} and {@code trigger} use {@code
 * temporal}; {@code web} uses none of them; all may use {@code problem}. This package wires them.
 */
package org.openshift.ci.mirror.api;

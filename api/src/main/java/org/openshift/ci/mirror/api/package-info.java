/**
 * The REST service: command line, start, and the wiring of the packages below. {@code ctl} is a
 * client of the service, and uses none of the others.
 */
package org.openshift.ci.mirror.api;

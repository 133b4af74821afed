/** The parts of all HTTP answers: errors, headers, paths; and the health check. */
package org.openshift.ci.mirror.api.web;

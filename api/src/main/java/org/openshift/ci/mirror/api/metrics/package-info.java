/** The metrics of the API, for Prometheus. */
package org.openshift.ci.mirror.api.metrics;

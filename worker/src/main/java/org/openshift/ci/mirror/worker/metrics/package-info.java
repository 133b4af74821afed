/** Metrics for Prometheus, and the server that shows them and answers probes. */
package org.openshift.ci.mirror.worker.metrics;

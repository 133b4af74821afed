/** Measuring the whole service: Temporal, a worker, and the events that start its work. */
package org.openshift.ci.mirror.bench.endtoend;

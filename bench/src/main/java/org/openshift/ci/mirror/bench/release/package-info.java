/** Measuring how fast openshift/release and its changes are read, with generated checkouts. */
package org.openshift.ci.mirror.bench.release;

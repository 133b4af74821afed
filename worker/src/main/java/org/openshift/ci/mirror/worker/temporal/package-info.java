/** The connection to Temporal, its search attributes, and the workers of its task queues. */
package org.openshift.ci.mirror.worker.temporal;

/** The whole service: Temporal, a worker, and what makes it work. */
package org.openshift.ci.mirror.bench.endtoend;

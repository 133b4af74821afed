/** Creates parts of the module {@code activities} from the worker's settings. */
package org.openshift.ci.mirror.worker.wiring;

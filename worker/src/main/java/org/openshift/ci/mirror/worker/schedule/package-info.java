/** What the worker starts by itself: scheduled sweeps, and jobs that it repeats. */
package org.openshift.ci.mirror.worker.schedule;

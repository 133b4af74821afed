/** Triggering many tasks with one request. */
package org.openshift.ci.mirror.api.batch;

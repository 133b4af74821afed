/** Triggering or unparking many tasks with one request. */
package org.openshift.ci.mirror.api.batch;

/**
 * The implementations of the workflows. Their code is deterministic: clock, random numbers and I/O
 * only through {@code Workflow} and activities. A change must replay the saved histories.
 */
package org.openshift.ci.mirror.workflow;

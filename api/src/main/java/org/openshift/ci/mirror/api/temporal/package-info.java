/** Reads of executions from Temporal, and explanations of its failures. */
package org.openshift.ci.mirror.api.temporal;

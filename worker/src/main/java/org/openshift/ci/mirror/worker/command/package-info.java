/** The other commands of the jar: copy, check, explain, plan, test-inputs, and validation. */
package org.openshift.ci.mirror.worker.command;

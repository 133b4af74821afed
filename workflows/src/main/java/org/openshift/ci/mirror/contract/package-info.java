/**
 * All that two processes share through Temporal: workflow and activity interfaces with their
 * arguments, the names of queues, ids, signals, search attributes and memo keys, and the calls that
 * start shared workflows. Running workflows and saved histories depend on these names. Workflows
 * and activities are not implemented here.
 */
package org.openshift.ci.mirror.contract;

package org.openshift.ci.mirror.model;

/**
 * What an activity's failure tells the workflow besides its type and message; recorded in the
 * history, so that the decision to park stays the same when the table of error types changes.
 *
 * @param parkAfter how many failures of the type in a row park the task (1: at once)
 */
@WireRecord
public record FailureDetail(int parkAfter) {}

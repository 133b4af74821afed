package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What an activity's failure tells the workflow besides its type and message; recorded in the
 * history, so that the decision to park stays the same when the table of error types changes.
 *
 * @param parkAfter how many failures of the type in a row park the task (1: at once)
 * @param skip whether the task ends here, as the image is not to be mirrored; a worker that does
 *     not know this component yet parks the task instead
 */
@WireRecord
public record FailureDetail(
    int parkAfter, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean skip) {}

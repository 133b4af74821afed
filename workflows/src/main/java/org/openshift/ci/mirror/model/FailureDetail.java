package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What an activity's failure tells the workflow besides its type and message; recorded in the
 * history, so that the decision to park stays the same when the table of error types changes.
 *
 * @param parkAfter how many failures of the type in a row park the task (1: at once)
 * @param skip whether the task ends here, as the image is not to be mirrored
 * @param registry the registry ({@code host[:port]}) that does not serve now, and whose return the
 *     task is told of; null where the task tries again by itself
 */
@WireRecord
public record FailureDetail(
    int parkAfter, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean skip, String registry) {

  /** A failure of one image, which the task tries again by itself. */
  public static FailureDetail parkingAfter(int failures) {
    return new FailureDetail(failures, false, null);
  }
}

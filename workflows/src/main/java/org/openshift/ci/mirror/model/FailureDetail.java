package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Details of an activity's failure besides its type and message. They are part of the history, so a
 * replay parks as the execution did, even after the table of error types changed.
 *
 * @param parkAfter how many failures of the type in a row park the task (1: at once)
 * @param skip whether the task ends, because the image is not to be mirrored
 * @param registry the registry ({@code host[:port]}) that does not serve now and whose return
 *     triggers the task; null where the task only waits for its timer
 */
@WireRecord
public record FailureDetail(
    int parkAfter, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean skip, String registry) {

  /** A failure that is neither a reason to skip the image nor a registry's outage. */
  public static FailureDetail parkingAfter(int failures) {
    return new FailureDetail(failures, false, null);
  }
}

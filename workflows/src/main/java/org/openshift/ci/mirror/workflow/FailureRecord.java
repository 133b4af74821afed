package org.openshift.ci.mirror.workflow;

import org.openshift.ci.mirror.contract.MirrorTaskInput;

/**
 * Failures in a row of one mirror task.
 *
 * @param failures how many, whatever their type: it sets the backoff
 * @param sameType how many at the end were of one type: it decides about parking
 * @param errorType type of the last; null when there was none
 * @param lastError message of the last; null when there was none
 */
record FailureRecord(int failures, int sameType, String errorType, String lastError) {

  static final FailureRecord NONE = new FailureRecord(0, 0, null, null);

  static FailureRecord of(MirrorTaskInput.Carried carried) {
    return carried == null
        ? NONE
        : new FailureRecord(
            carried.failures(), carried.sameType(), carried.errorType(), carried.lastError());
  }

  FailureRecord plus(String type, String message) {
    int same = type.equals(errorType) ? sameType + 1 : 1;
    return new FailureRecord(failures + 1, same, type, message);
  }
}

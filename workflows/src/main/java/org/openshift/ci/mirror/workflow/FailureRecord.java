package org.openshift.ci.mirror.workflow;

import org.openshift.ci.mirror.contract.MirrorTaskInput;

/**
 * A mirror task's failures in a row.
 *
 * @param failures how many, of any type; sets the backoff
 * @param sameType how many of the latest ones have the same type; decides about parking
 * @param errorType type of the latest; null when there was none
 * @param lastError message of the latest; null when there was none
 */
record FailureRecord(int failures, int sameType, String errorType, String lastError) {

  static final FailureRecord NONE = new FailureRecord(0, 0, null, null);

  static FailureRecord of(MirrorTaskInput.Carried carried) {
    return carried == null
        ? NONE
        : new FailureRecord(
            carried.failures(), carried.sameType(), carried.errorType(), carried.lastError());
  }

  FailureRecord plus(AttemptFailure failure) {
    int same = failure.errorType().equals(errorType) ? sameType + 1 : 1;
    return new FailureRecord(failures + 1, same, failure.errorType(), failure.message());
  }
}

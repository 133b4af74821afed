package org.openshift.ci.mirror.workflow;

import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;

/**
 * Why an attempt at a mirror task failed.
 *
 * @param errorType its type, one of {@link MirrorErrorType}'s names, or what another program threw
 * @param message one line for people
 * @param parkAfter how many of the type in a row park the task
 * @param retryAfter the delay the registry asked for; null when it asked for none
 * @param skip whether the task is to end, as the image is not to be mirrored
 * @param registry the registry that does not serve now; null when it is not that
 * @param claim what the destination should hold, where the failure was to read that source; else
 *     null
 */
record AttemptFailure(
    String errorType,
    String message,
    int parkAfter,
    Duration retryAfter,
    boolean skip,
    String registry,
    Claim claim) {

  /** Longer messages are cut: they stand in memos, of which Temporal wants few bytes. */
  private static final int LONGEST_MESSAGE = 1_000;

  private static final FailureDetail NO_DETAIL = FailureDetail.parkingAfter(Integer.MAX_VALUE);

  AttemptFailure {
    if (errorType == null || errorType.isEmpty()) {
      errorType = MirrorErrorType.UNEXPECTED.wireName();
    }
    if (message == null || message.isBlank()) {
      message = errorType;
    }
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "…";
    }
  }

  static AttemptFailure of(Problem problem) {
    return new AttemptFailure(
        problem.type().wireName(), problem.message(), 1, null, false, null, null);
  }

  static AttemptFailure of(ActivityFailure failure) {
    return switch (failure.getCause()) {
      case ApplicationFailure cause -> of(cause, detail(cause, 0, FailureDetail.class, NO_DETAIL));
      case TimeoutFailure cause -> passing(MirrorErrorType.TIMEOUT, describe(failure, cause));
      case null -> passing(MirrorErrorType.UNEXPECTED, failure.getMessage());
      default -> passing(MirrorErrorType.UNEXPECTED, failure.getCause().getMessage());
    };
  }

  private static AttemptFailure of(ApplicationFailure cause, FailureDetail detail) {
    return new AttemptFailure(
        cause.getType(),
        cause.getOriginalMessage(),
        detail.parkAfter(),
        cause.getNextRetryDelay(),
        detail.skip(),
        detail.registry(),
        detail(cause, 1, Claim.class, null));
  }

  /** What it says to people, where the task ends with it. */
  Problem problem() {
    return new Problem(MirrorErrorType.of(errorType), message);
  }

  /** Whether no number of further attempts would help. */
  boolean permanent() {
    return parkAfter <= 1;
  }

  private static AttemptFailure passing(MirrorErrorType type, String message) {
    return new AttemptFailure(type.wireName(), message, Integer.MAX_VALUE, null, false, null, null);
  }

  /** What stands there in the failure's details; the default where it is not one of ours. */
  private static <T> T detail(ApplicationFailure failure, int index, Class<T> type, T absent) {
    if (failure.getDetails().getSize() <= index) {
      return absent;
    }
    try {
      return failure.getDetails().get(index, type);
    } catch (DataConverterException e) {
      // It says nothing about parking; failing here would stop the task.
      return absent;
    }
  }

  private static String describe(ActivityFailure failure, TimeoutFailure timeout) {
    return switch (timeout.getTimeoutType()) {
      case TIMEOUT_TYPE_HEARTBEAT ->
          failure.getActivityType() + ": its worker stopped reporting; it starts again";
      case TIMEOUT_TYPE_START_TO_CLOSE,
          TIMEOUT_TYPE_SCHEDULE_TO_CLOSE,
          TIMEOUT_TYPE_SCHEDULE_TO_START,
          TIMEOUT_TYPE_UNSPECIFIED,
          UNRECOGNIZED ->
          failure.getActivityType() + ": not finished within its time; it starts again";
    };
  }
}

package org.openshift.ci.mirror.workflow;

import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;

/**
 * Why one attempt of a mirror task failed.
 *
 * @param errorType a name of {@link MirrorErrorType}, or another failure's type
 * @param message one line for people
 * @param parkAfter how many failures of this type in a row park the task
 * @param retryAfter the delay that the registry asked for; null for none
 * @param skip whether the task ends, because the image is not to be mirrored
 * @param registry the registry that does not serve now; null when another thing failed
 * @param claim what the destination should hold, when its source could not be read; else null
 */
record AttemptFailure(
    String errorType,
    String message,
    int parkAfter,
    Duration retryAfter,
    boolean skip,
    String registry,
    Claim claim) {

  private static final FailureDetail NO_DETAIL = FailureDetail.parkingAfter(Integer.MAX_VALUE);

  AttemptFailure {
    if (errorType == null || errorType.isEmpty()) {
      errorType = MirrorErrorType.UNEXPECTED.wireName();
    }
    if (message == null || message.isBlank()) {
      message = errorType;
    }
    message = MirrorMemo.shortened(message);
  }

  static AttemptFailure of(Problem problem) {
    return new AttemptFailure(
        problem.type().wireName(), problem.message(), 1, null, false, null, null);
  }

  static AttemptFailure of(MirrorTaskInput.Found found) {
    Problem problem = found.problem();
    return new AttemptFailure(
        problem.type().wireName(), problem.message(), found.parkAfter(), null, false, null, null);
  }

  static AttemptFailure of(ActivityFailure failure) {
    return switch (failure.getCause()) {
      case ApplicationFailure cause -> of(cause, detail(cause, 0, FailureDetail.class, NO_DETAIL));
      case TimeoutFailure cause -> passing(MirrorErrorType.TIMEOUT, describe(failure, cause));
      case null -> passing(MirrorErrorType.UNEXPECTED, failure.getMessage());
      default -> passing(MirrorErrorType.UNEXPECTED, failure.getCause().getMessage());
    };
  }

  static AttemptFailure of(DataConverterException unreadable) {
    return passing(
        MirrorErrorType.UNEXPECTED,
        "the result of an activity cannot be read; do all workers have the same version? "
            + unreadable.getMessage());
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

  /** The reason that the result of a task shows when the task ends with this failure. */
  Problem problem() {
    return new Problem(MirrorErrorType.of(errorType), message);
  }

  /** Whether further attempts are pointless until something changes. */
  boolean permanent() {
    return parkAfter <= 1;
  }

  /** Whether the worker refused because another worker has newer rules. */
  boolean rulesOutdated() {
    return MirrorErrorType.RULES_OUTDATED.wireName().equals(errorType);
  }

  private static AttemptFailure passing(MirrorErrorType type, String message) {
    return new AttemptFailure(type.wireName(), message, Integer.MAX_VALUE, null, false, null, null);
  }

  /** The failure's detail of this index; the default when it is missing or of another type. */
  private static <T> T detail(ApplicationFailure failure, int index, Class<T> type, T absent) {
    if (failure.getDetails().getSize() <= index) {
      return absent;
    }
    try {
      return failure.getDetails().get(index, type);
    } catch (DataConverterException e) {
      // Another program's detail. An exception here would stop the task.
      return absent;
    }
  }

  private static String describe(ActivityFailure failure, TimeoutFailure timeout) {
    return switch (timeout.getTimeoutType()) {
      case TIMEOUT_TYPE_HEARTBEAT ->
          failure.getActivityType() + ": its worker stopped heartbeating; the task tries again";
      case TIMEOUT_TYPE_START_TO_CLOSE,
          TIMEOUT_TYPE_SCHEDULE_TO_CLOSE,
          TIMEOUT_TYPE_SCHEDULE_TO_START,
          TIMEOUT_TYPE_UNSPECIFIED,
          UNRECOGNIZED ->
          failure.getActivityType() + ": not finished within its timeout; the task tries again";
    };
  }
}

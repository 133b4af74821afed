package org.openshift.ci.mirror.workflow.testing;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** Failures as activities throw them. */
public final class Failures {

  private Failures() {}

  /** One of that type. Temporal repeats the activity by itself only where it never parks. */
  public static ApplicationFailure of(MirrorErrorType type) {
    return builder(type).build();
  }

  /** One of that type that says that the image is not to be mirrored. */
  public static ApplicationFailure skip(MirrorErrorType type) {
    return builder(type).setDetails(new FailureDetail(1, true)).build();
  }

  /** The registry asked to be left alone for so long; more than ten seconds are the workflow's. */
  public static ApplicationFailure rateLimited(Duration retryAfter) {
    return builder(MirrorErrorType.RATE_LIMITED)
        .setNextRetryDelay(retryAfter)
        .setNonRetryable(retryAfter.compareTo(Duration.ofSeconds(10)) > 0)
        .build();
  }

  /** What the message of a failure of that type says. */
  public static String message(MirrorErrorType type) {
    return "the registry said " + type.wireName();
  }

  private static ApplicationFailure.Builder builder(MirrorErrorType type) {
    return ApplicationFailure.newBuilder()
        .setType(type.wireName())
        .setMessage(message(type))
        .setDetails(new FailureDetail(type.parkAfter(), false))
        .setNonRetryable(type.mayPark());
  }
}

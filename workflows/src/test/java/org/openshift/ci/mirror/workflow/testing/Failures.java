package org.openshift.ci.mirror.workflow.testing;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** Failures as activities throw them. */
public final class Failures {

  private Failures() {}

  /** A failure of that type. */
  public static ApplicationFailure of(MirrorErrorType type) {
    return builder(type).build();
  }

  /** A failure of that type because of which the image is skipped. */
  public static ApplicationFailure skip(MirrorErrorType type) {
    return builder(type).setDetails(new FailureDetail(1, true, null)).build();
  }

  /** A failure of that type because the registry does not serve. */
  public static ApplicationFailure away(MirrorErrorType type, String registry) {
    return builder(type).setDetails(new FailureDetail(type.parkAfter(), false, registry)).build();
  }

  /** A failure of that type while the claim's source was read. */
  public static ApplicationFailure whileReading(Claim claim, MirrorErrorType type) {
    return builder(type).setDetails(FailureDetail.parkingAfter(type.parkAfter()), claim).build();
  }

  /** A registry's request to wait so long. */
  public static ApplicationFailure rateLimited(Duration retryAfter) {
    return builder(MirrorErrorType.RATE_LIMITED).setNextRetryDelay(retryAfter).build();
  }

  /** The message of the failures of that type. */
  public static String message(MirrorErrorType type) {
    return "the registry said " + type.wireName();
  }

  private static ApplicationFailure.Builder builder(MirrorErrorType type) {
    return ApplicationFailure.newBuilder()
        .setType(type.wireName())
        .setMessage(message(type))
        .setDetails(FailureDetail.parkingAfter(type.parkAfter()));
  }
}

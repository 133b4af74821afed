package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.function.Supplier;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into failures that carry their type, how long a registry asked to wait, and
 * when to park. None is for Temporal to repeat: that is the workflow's part.
 */
public final class ActivityFailures {

  private static final Logger log = LoggerFactory.getLogger(ActivityFailures.class);

  private ActivityFailures() {}

  /** Runs the work of an activity and translates what it throws. */
  public static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryAwayException e) {
      throw away(e, null);
    } catch (RegistryException e) {
      throw of(e, null);
    } catch (TagInventoryException e) {
      throw of(new Problem(MirrorErrorType.IMAGE_STREAMS_UNREADABLE, e.getMessage()));
    } catch (TemporalFailure | ActivityCompletionException | SkippedImageException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // An error too: in a local activity it would kill the SDK's thread, and the workflow task.
      log.error("unexpected failure of {}", activityType(), e);
      throw failure(MirrorErrorType.UNEXPECTED, e.toString())
          .setDetails(FailureDetail.parkingAfter(MirrorErrorType.UNEXPECTED.parkAfter()))
          .setCause(e)
          .build();
    }
  }

  /** The image is not to be mirrored, for the reason that the registry engine gave. */
  public static ApplicationFailure skip(RegistryException reason) {
    return failure(RegistryErrors.typeOf(reason), reason.getMessage())
        .setDetails(new FailureDetail(1, true, null))
        .build();
  }

  /** A failure that is known without a registry's answer. */
  public static ApplicationFailure of(Problem problem) {
    return failure(problem.type(), problem.message())
        .setDetails(FailureDetail.parkingAfter(problem.type().parkAfter()))
        .build();
  }

  /** A failure to read the source that a claim asks for. */
  public static ApplicationFailure of(Problem problem, Claim claim) {
    return failure(problem.type(), problem.message())
        .setDetails(FailureDetail.parkingAfter(problem.type().parkAfter()), claim)
        .build();
  }

  /**
   * A failure of a registry.
   *
   * @param claim whose source it was to give; null for none
   */
  public static ApplicationFailure of(RegistryException e, Claim claim) {
    MirrorErrorType type = RegistryErrors.typeOf(e);
    ApplicationFailure.Builder failure = failure(type, e.getMessage());
    e.retryAfter().ifPresent(failure::setNextRetryDelay);
    return withDetails(failure, FailureDetail.parkingAfter(type.parkAfter()), claim);
  }

  /**
   * A registry does not serve now, and the task is told when it does.
   *
   * @param claim whose source it was to give; null for none
   */
  public static ApplicationFailure away(RegistryAwayException e, Claim claim) {
    ApplicationFailure.Builder failure = failure(e.type(), e.getMessage());
    return withDetails(failure, new FailureDetail(Integer.MAX_VALUE, false, e.registry()), claim);
  }

  private static ApplicationFailure withDetails(
      ApplicationFailure.Builder failure, FailureDetail detail, Claim claim) {
    return (claim == null ? failure.setDetails(detail) : failure.setDetails(detail, claim)).build();
  }

  private static ApplicationFailure.Builder failure(MirrorErrorType type, String message) {
    return ApplicationFailure.newBuilder()
        .setType(type.wireName())
        .setMessage(message)
        .setNonRetryable(true);
  }

  private static String activityType() {
    return Activity.getExecutionContext().getInfo().getActivityType();
  }
}

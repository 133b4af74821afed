package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.concurrent.CancellationException;
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
 * Turns exceptions into Temporal failures that carry a {@link MirrorErrorType}, the delay that a
 * registry asked for, and how many failures park a task. Temporal retries none of them: the
 * workflow does.
 */
public final class ActivityFailures {

  private static final Logger log = LoggerFactory.getLogger(ActivityFailures.class);

  private ActivityFailures() {}

  /** Runs the work of an activity and translates the exceptions that it throws. */
  public static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryException e) {
      throw of(e, null);
    } catch (TagInventoryException e) {
      throw of(new Problem(MirrorErrorType.IMAGE_STREAMS_UNREADABLE, e.getMessage()));
    } catch (TemporalFailure | ActivityCompletionException | SkippedImageException e) {
      throw e;
    } catch (CancellationException e) {
      throw of(new Problem(MirrorErrorType.TIMEOUT, "interrupted, because the worker stops"));
    } catch (RuntimeException | Error e) {
      // Errors too: in a local activity one would kill the SDK's thread and the workflow task.
      log.error("unexpected failure of {}", activityType(), e);
      throw failure(MirrorErrorType.UNEXPECTED, e.toString())
          .setDetails(FailureDetail.parkingAfter(MirrorErrorType.UNEXPECTED.parkAfter()))
          .setCause(e)
          .build();
    }
  }

  /** The failure that ends a task as skipped, because its image is not to be mirrored. */
  public static ApplicationFailure skip(RegistryException reason) {
    return failure(RegistryErrors.typeOf(reason), reason.getMessage())
        .setDetails(new FailureDetail(1, true, null))
        .build();
  }

  /** A failure that does not come from a registry. */
  public static ApplicationFailure of(Problem problem) {
    return of(problem, null);
  }

  /**
   * A failure that does not come from a registry.
   *
   * @param claim the claim whose source could not be read; null for none
   */
  public static ApplicationFailure of(Problem problem, Claim claim) {
    return withDetails(
        failure(problem.type(), problem.message()),
        FailureDetail.parkingAfter(problem.type().parkAfter()),
        claim);
  }

  /**
   * A failure of a registry. Where the registry does not serve at all, the failure names it, so
   * that the task waits for its return.
   *
   * @param claim the claim whose source could not be read; null for none
   */
  public static ApplicationFailure of(RegistryException e, Claim claim) {
    MirrorErrorType type = RegistryErrors.typeOf(e);
    ApplicationFailure.Builder failure = failure(type, e.getMessage());
    e.retryAfter().ifPresent(failure::setNextRetryDelay);
    FailureDetail detail =
        e instanceof RegistryAwayException away
            ? new FailureDetail(Integer.MAX_VALUE, false, away.registry().orElseThrow())
            : FailureDetail.parkingAfter(RegistryErrors.parkAfter(e));
    return withDetails(failure, detail, claim);
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

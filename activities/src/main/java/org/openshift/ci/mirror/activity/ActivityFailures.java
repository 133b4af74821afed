package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into failures that carry their type, whether and when to try again, and
 * when to park.
 */
final class ActivityFailures {

  private static final Logger log = LoggerFactory.getLogger(ActivityFailures.class);

  /**
   * Up to here Temporal may repeat the activity by itself. A longer wait belongs to the workflow,
   * which can be woken from it by a signal.
   */
  private static final Duration LONGEST_QUIET_DELAY = Duration.ofSeconds(10);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

  private ActivityFailures() {}

  /** Runs the work of an activity and translates what it throws. */
  static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryException e) {
      throw failure(e);
    } catch (TemporalFailure | ActivityCompletionException | SkippedImageException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // An error too: in a local activity it would kill the SDK's thread, and the workflow task.
      log.error("unexpected failure of {}", activityType(), e);
      throw failure(MirrorErrorType.UNEXPECTED, e.toString(), shortDelay(), e);
    }
  }

  /** The image is not to be mirrored, for the reason that the registry engine gave. */
  static ApplicationFailure skip(RegistryException reason) {
    return ApplicationFailure.newBuilder()
        .setType(reason.type().wireName())
        .setMessage(reason.getMessage())
        .setDetails(new FailureDetail(1, true))
        .setNonRetryable(true)
        .build();
  }

  /** A failure that is known without a registry's answer. */
  static ApplicationFailure of(Problem problem) {
    return failure(problem.type(), problem.message(), null, null);
  }

  private static ApplicationFailure failure(RegistryException e) {
    Duration delay = e.retryAfter().orElseGet(ActivityFailures::shortDelay);
    return failure(e.type(), e.getMessage(), delay, e);
  }

  private static ApplicationFailure failure(
      MirrorErrorType type, String message, Duration delay, Throwable cause) {
    boolean longWait = delay != null && delay.compareTo(LONGEST_QUIET_DELAY) > 0;
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setType(type.wireName())
            .setMessage(message)
            .setDetails(new FailureDetail(type.parkAfter(), false))
            .setNonRetryable(type.mayPark() || longWait);
    if (delay != null && !type.permanent()) {
      failure.setNextRetryDelay(delay);
    }
    if (type == MirrorErrorType.UNEXPECTED) {
      failure.setCause(cause);
    }
    return failure.build();
  }

  /** Doubling with the attempt, each time between half and all of it. */
  private static Duration shortDelay() {
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    long ceiling = FIRST_DELAY.toMillis() << Math.min(attempt - 1, 3);
    return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
  }

  private static String activityType() {
    return Activity.getExecutionContext().getInfo().getActivityType();
  }
}

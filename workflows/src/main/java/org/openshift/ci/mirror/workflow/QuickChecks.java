package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Reads digests as local activities, in the worker that has the workflow task, and from the queue
 * where that does not go smoothly.
 *
 * <p>Reading a digest most often takes milliseconds, and the way to a queue and back makes Temporal
 * write four times to its store. What a queue is there for, waiting and trying again, such a read
 * seldom needs; and where it does, it gets it.
 */
final class QuickChecks implements CheckActivities {

  private final CheckActivities atOnce;
  private final CheckActivities queued;

  private QuickChecks(CheckActivities atOnce, CheckActivities queued) {
    this.atOnce = atOnce;
    this.queued = queued;
  }

  static QuickChecks of(MirrorMode mode) {
    return new QuickChecks(MirrorActivityStubs.checkAtOnce(), MirrorActivityStubs.check(mode));
  }

  @Override
  public ResolvedSource resolveSourceDigest(MirrorTask task) {
    return read(checks -> checks.resolveSourceDigest(task));
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return read(checks -> checks.checkQuayDigest(request));
  }

  private <T> T read(Function<CheckActivities, T> reading) {
    try {
      return reading.apply(atOnce);
    } catch (ActivityFailure failure) {
      if (isFinal(failure)) {
        throw failure;
      }
      delay(failure).ifPresent(Workflow::sleep);
      return reading.apply(queued);
    }
  }

  /** As long as the queue would wait before it repeats it: at most ten seconds, or it is final. */
  private static Optional<Duration> delay(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        ? Optional.ofNullable(cause.getNextRetryDelay())
        : Optional.empty();
  }

  /** Whether the queue would not repeat it either. */
  private static boolean isFinal(ActivityFailure failure) {
    return switch (failure.getCause()) {
      case CanceledFailure cancelled -> true;
      case ApplicationFailure cause -> cause.isNonRetryable();
      case null, default -> false;
    };
  }
}

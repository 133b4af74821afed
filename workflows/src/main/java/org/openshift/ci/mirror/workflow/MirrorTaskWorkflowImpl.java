package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TargetImage;
import org.slf4j.Logger;

/**
 * A mirror task: looks, pushes what differs, and looks again whenever it was told of something
 * while it was busy. Signal handlers only note what they are told; the loop acts on it.
 */
public final class MirrorTaskWorkflowImpl implements MirrorTaskWorkflow {

  private static final Logger log = Workflow.getLogger(MirrorTaskWorkflowImpl.class);

  /** What several attempts in a row confirmed may still have been a bad half hour. */
  private static final Duration PARKED_SOFTLY = Duration.ofMinutes(30);

  /** What cannot pass by itself is looked at again only as a net below lost events. */
  private static final Duration PARKED = Duration.ofHours(6);

  /** A planned task ends when somebody else has mirrored the image meanwhile. */
  private static final Duration PLANNED = Duration.ofHours(1);

  private final boolean dryRun;
  private final CheckActivities check;
  private final PushActivities push;
  private final TaskVisibility visibility = new TaskVisibility();
  private final Random random = Workflow.newRandom();

  private MirrorTask newest;
  private TagChange withdrawn;
  private boolean lookAgain;
  private FailureRecord failures;
  private Instant nextAttemptAt;
  private String plannedDigest;
  private int pushes;
  private long bytesCopied;

  @WorkflowInit
  public MirrorTaskWorkflowImpl(MirrorTaskInput input) {
    newest = input.task();
    dryRun = input.dryRun();
    failures = FailureRecord.of(input.carried());
    pushes = input.carried() == null ? 0 : input.carried().pushes();
    MirrorMode mode = MirrorMode.of(dryRun);
    check = MirrorActivityStubs.check(mode);
    push = MirrorActivityStubs.push(mode);
  }

  @Override
  public MirrorResult mirror(MirrorTaskInput input) {
    while (withdrawn == null) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        continueAsNew();
      }
      lookAgain = false;
      try {
        Optional<MirrorResult> result = lookAndAct(newest);
        failures = FailureRecord.NONE;
        if (result.isPresent() && !lookAgain && withdrawn == null) {
          return result.get();
        }
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure) {
          throw failure;
        }
        waitAfter(AttemptFailure.of(failure));
      }
    }
    return new MirrorResult(MirrorResult.Outcome.WITHDRAWN, null, pushes, bytesCopied);
  }

  /** One look, and the push if one is due; empty when there is reason to look again. */
  private Optional<MirrorResult> lookAndAct(MirrorTask task) {
    if (task.problem() != null) {
      waitAfter(AttemptFailure.of(task.problem()));
      return Optional.empty();
    }
    visibility.checking();
    ResolvedSource source = check.resolveSourceDigest(task);
    visibility.places(task.owner(), source);
    TargetImage target =
        check.checkQuayDigest(
            new CheckRequest(source.source(), source.digest(), source.destination()));
    if (target.digest().equals(source.digest())) {
      visibility.mirrored(source.digest());
      return Optional.of(
          new MirrorResult(
              pushes > 0 ? MirrorResult.Outcome.MIRRORED : MirrorResult.Outcome.EQUAL,
              source.digest(),
              pushes,
              bytesCopied));
    }
    visibility.compared(
        dryRun ? MirrorState.PLANNED : MirrorState.COPYING, source.digest(), target);
    if (lookAgain) {
      return Optional.empty();
    }
    PushRequest request = pushRequest(task, source);
    if (dryRun) {
      plan(request);
      return Optional.empty();
    }
    PushResult pushed = push.pushTags(request);
    pushes++;
    bytesCopied += pushed.bytesCopied();
    visibility.mirrored(pushed.digest());
    return Optional.of(
        new MirrorResult(MirrorResult.Outcome.MIRRORED, pushed.digest(), pushes, bytesCopied));
  }

  private void plan(PushRequest request) {
    if (!request.digest().equals(plannedDigest)) {
      log.info("dry run, not pushed: {}", request.commandLine());
      plannedDigest = request.digest();
    }
    Workflow.await(PLANNED, this::woken);
  }

  private void waitAfter(AttemptFailure failure) {
    if (newest.askedByHand()
        && failure.errorType().equals(MirrorErrorType.SOURCE_MISSING.wireName())) {
      // Nothing but a person's word says that this tag exists: do not keep a typing error for ever.
      throw ApplicationFailure.newNonRetryableFailure(failure.message(), failure.errorType());
    }
    failures = failures.plus(failure.errorType(), failure.message());
    boolean park = failures.sameType() >= failure.parkAfter();
    MirrorState waiting = park ? MirrorState.PARKED : MirrorState.RETRYING;
    Duration delay = park ? parkedFor(failure) : retryDelay(failure);
    nextAttemptAt = now().plus(delay);
    visibility.failed(waiting, failures, nextAttemptAt);
    log.warn(
        "{} {} after failure {} ({}), next attempt at {}: {}",
        newest.tag(),
        waiting.wireName(),
        failures.failures(),
        failure.errorType(),
        nextAttemptAt,
        failure.message());
    boolean told = Workflow.await(delay, this::woken);
    nextAttemptAt = null;
    if (told) {
      failures = FailureRecord.NONE;
    }
  }

  private boolean woken() {
    return lookAgain || withdrawn != null;
  }

  private static Duration parkedFor(AttemptFailure failure) {
    return failure.permanent() ? PARKED : PARKED_SOFTLY;
  }

  private Duration retryDelay(AttemptFailure failure) {
    return Backoff.after(failures.failures(), failure.retryAfter(), random);
  }

  private static PushRequest pushRequest(MirrorTask task, ResolvedSource source) {
    String dateDestination =
        task.owner() == MirrorOwner.BACKFILL
            ? null
            : DestinationTags.dated(source.destination(), source.digest(), now());
    return new PushRequest(
        task.owner(),
        task.tag(),
        source.source(),
        source.digest(),
        source.destination(),
        dateDestination);
  }

  @Override
  public void newerSource(MirrorTask task) {
    if (task.isOlderThan(newest)
        || (withdrawn != null && task.observedAt().isBefore(withdrawn.observedAt()))) {
      return;
    }
    if (!newest.sameWork(task)) {
      lookAgain = true;
    }
    newest = task;
    withdrawn = null;
  }

  @Override
  public void trigger() {
    lookAgain = true;
  }

  @Override
  public void withdraw(TagChange removed) {
    if (removed.tag().equals(newest.tag()) && !removed.observedAt().isBefore(newest.observedAt())) {
      withdrawn = removed;
    }
  }

  @Override
  public MirrorStatus status() {
    return new MirrorStatus(
        newest,
        visibility.state(),
        failures.failures(),
        failures.errorType(),
        failures.lastError(),
        nextAttemptAt);
  }

  private void continueAsNew() {
    MirrorTaskInput.Carried carried =
        new MirrorTaskInput.Carried(
            failures.failures(), failures.errorType(), failures.lastError(), pushes);
    Workflow.newContinueAsNewStub(MirrorTaskWorkflow.class)
        .mirror(new MirrorTaskInput(newest, dryRun, carried));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}

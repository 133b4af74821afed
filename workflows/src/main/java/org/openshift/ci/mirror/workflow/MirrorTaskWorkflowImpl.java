package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.ContinueAsNewOptions;
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

  /** Before, every digest was read from the queue. */
  private static final String READS_AT_ONCE = "read-digests-at-once";

  /** Before, a wait was broken off where a new run was due. */
  private static final String FINISHES_WAITS = "finish-wait-before-new-run";

  private final boolean dryRun;
  private final CheckActivities queuedChecks;
  private final CheckActivities quickChecks;
  private final PushActivities push;
  private final TaskOrders orders;
  private final TaskVisibility visibility = new TaskVisibility();
  private final Random random = Workflow.newRandom();

  private FailureRecord failures;
  private boolean troubled;
  private Instant nextAttemptAt;
  private String plannedDigest;
  private int pushes;
  private long bytesCopied;

  @WorkflowInit
  public MirrorTaskWorkflowImpl(MirrorTaskInput input) {
    dryRun = input.dryRun();
    MirrorMode mode = MirrorMode.of(dryRun);
    queuedChecks = MirrorActivityStubs.check(mode);
    quickChecks = QuickChecks.of(mode);
    push = MirrorActivityStubs.push(mode);
    orders = new TaskOrders(input.task());
    MirrorTaskInput.Carried carried = input.carried();
    failures = FailureRecord.of(carried);
    troubled = failures.failures() > 0;
    if (carried != null) {
      pushes = carried.pushes();
      bytesCopied = carried.bytesCopied();
      plannedDigest = carried.plannedDigest();
    }
  }

  @Override
  public MirrorResult mirror(MirrorTaskInput input) {
    while (!orders.withdrawn()) {
      if (newRunIsDue()) {
        continueAsNew();
      }
      MirrorTask task = orders.take();
      try {
        Optional<MirrorResult> result = lookAndAct(task);
        if (result.isPresent() && !orders.pending()) {
          return result.get();
        }
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure) {
          throw failure;
        }
        AttemptFailure attempt = AttemptFailure.of(failure);
        if (!attempt.skip()) {
          waitAfter(task, attempt);
        } else if (!orders.pending()) {
          return skipped(task, attempt);
        }
      }
    }
    return new MirrorResult(MirrorResult.Outcome.WITHDRAWN, null, pushes, bytesCopied);
  }

  /** One look, and the push if one is due; empty when there is reason to look again. */
  private Optional<MirrorResult> lookAndAct(MirrorTask task) {
    if (task.problem() != null) {
      waitAfter(task, AttemptFailure.of(task.problem()));
      return Optional.empty();
    }
    visibility.looking(task);
    CheckActivities check = checks();
    ResolvedSource source = check.resolveSourceDigest(task);
    visibility.resolved(task.owner(), source);
    TargetImage target =
        check.checkQuayDigest(
            new CheckRequest(source.source(), source.digest(), source.destination()));
    if (target.digest().equals(source.digest())) {
      return Optional.of(mirrored(source.digest()));
    }
    if (orders.pending()) {
      return Optional.empty();
    }
    PushRequest request = pushRequest(task, source);
    if (dryRun) {
      plan(request, target);
      return Optional.empty();
    }
    visibility.copying(target);
    PushResult pushed = push.pushTags(request);
    pushes++;
    bytesCopied += pushed.bytesCopied();
    return Optional.of(mirrored(pushed.digest()));
  }

  /** After a failure the queue at once, so that a registry in trouble is not asked twice. */
  private CheckActivities checks() {
    return knows(READS_AT_ONCE) && !troubled ? quickChecks : queuedChecks;
  }

  private MirrorResult mirrored(String digest) {
    failures = FailureRecord.NONE;
    troubled = false;
    visibility.mirrored(digest);
    MirrorResult.Outcome outcome =
        pushes > 0 ? MirrorResult.Outcome.MIRRORED : MirrorResult.Outcome.EQUAL;
    return new MirrorResult(outcome, digest, pushes, bytesCopied);
  }

  private MirrorResult skipped(MirrorTask task, AttemptFailure reason) {
    failures = failures.plus(reason.errorType(), reason.message());
    visibility.skipped(failures);
    log.warn("{} skipped ({}): {}", task.tag(), reason.errorType(), reason.message());
    return new MirrorResult(MirrorResult.Outcome.SKIPPED, null, pushes, bytesCopied);
  }

  private void plan(PushRequest request, TargetImage target) {
    failures = FailureRecord.NONE;
    troubled = false;
    if (!request.digest().equals(plannedDigest)) {
      log.info("dry run, not pushed: {}", request.commandLine());
      plannedDigest = request.digest();
    }
    visibility.planned(target, now().plus(PLANNED));
    pause(PLANNED);
  }

  private void waitAfter(MirrorTask task, AttemptFailure failure) {
    if (isUnknownTag(task, failure) && !orders.pending()) {
      // Nothing but a person's word says that this tag exists: do not keep a typing error for ever.
      throw ApplicationFailure.newNonRetryableFailure(failure.message(), failure.errorType());
    }
    failures = failures.plus(failure.errorType(), failure.message());
    troubled = true;
    boolean park = failures.sameType() >= failure.parkAfter();
    MirrorState waiting = park ? MirrorState.PARKED : MirrorState.RETRYING;
    Duration delay = park ? parkedFor(failure) : retryDelay(failure);
    Instant next = now().plus(delay);
    visibility.failed(task, waiting, failures, next);
    log.warn(
        "{} {} after failure {} ({}), next attempt at {}: {}",
        task.tag(),
        waiting.wireName(),
        failures.failures(),
        failure.errorType(),
        next,
        failure.message());
    if (pause(delay)) {
      failures = FailureRecord.NONE;
    }
  }

  /** Waits so long, or until it is told something, which is what it returns. */
  private boolean pause(Duration delay) {
    nextAttemptAt = now().plus(delay);
    // Signals that wake nobody make the history grow too, so a long wait ends for a fresh one. Not
    // when a fresh one was due before: then the first thing after a failure would be another look.
    boolean waitsAnyway = newRunIsDue() && knows(FINISHES_WAITS);
    Pause.until(() -> orders.pending() || (newRunIsDue() && !waitsAnyway), delay);
    nextAttemptAt = null;
    return orders.pending();
  }

  private static boolean newRunIsDue() {
    return Workflow.getInfo().isContinueAsNewSuggested();
  }

  /** False in executions that were there before the change. */
  private static boolean knows(String change) {
    return Workflow.getVersion(change, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
  }

  private static boolean isUnknownTag(MirrorTask task, AttemptFailure failure) {
    return task.askedByHand()
        && failure.errorType().equals(MirrorErrorType.SOURCE_MISSING.wireName());
  }

  private static Duration parkedFor(AttemptFailure failure) {
    return failure.permanent() ? PARKED : PARKED_SOFTLY;
  }

  private Duration retryDelay(AttemptFailure failure) {
    return Backoff.after(failures.failures(), failure.retryAfter(), random);
  }

  private static PushRequest pushRequest(MirrorTask task, ResolvedSource source) {
    return new PushRequest(
        task.owner(),
        task.tag(),
        source.source(),
        source.digest(),
        source.destination(),
        DestinationTags.datedFor(task.owner(), source.destination(), source.digest(), now()));
  }

  @Override
  public void newerSource(MirrorTask task) {
    // A signal sent by hand may come without its argument; a handler that fails stops the task.
    if (task != null) {
      orders.newerSource(task);
    }
  }

  @Override
  public void trigger() {
    orders.trigger();
  }

  @Override
  public void withdraw(TagChange removed) {
    if (removed != null) {
      orders.withdraw(removed);
    }
  }

  @Override
  public void unlisted(MirrorOwner owner, Instant observedAt) {
    if (owner != null && observedAt != null) {
      orders.unlisted(owner, observedAt);
    }
  }

  @Override
  public MirrorStatus status() {
    return new MirrorStatus(
        orders.newest(),
        visibility.state(),
        failures.failures(),
        failures.errorType(),
        failures.lastError(),
        nextAttemptAt);
  }

  private void continueAsNew() {
    MirrorTaskInput.Carried carried =
        new MirrorTaskInput.Carried(
            failures.failures(),
            failures.sameType(),
            failures.errorType(),
            failures.lastError(),
            pushes,
            bytesCopied,
            plannedDigest);
    ContinueAsNewOptions options =
        ContinueAsNewOptions.newBuilder().setMemo(TaskVisibility.memo()).build();
    Workflow.newContinueAsNewStub(MirrorTaskWorkflow.class, options)
        .mirror(new MirrorTaskInput(orders.newest(), dryRun, carried));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}

package org.openshift.ci.mirror.workflow;

import io.temporal.common.converter.DataConverterException;
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
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.slf4j.Logger;

/**
 * A mirror task: finds out what its destination should hold, compares, and pushes what differs. A
 * trigger that arrives meanwhile makes it check again before it ends: the signal handler only sets
 * a flag, and the loop acts on it.
 */
public final class MirrorTaskWorkflowImpl implements MirrorTaskWorkflow {

  private static final Logger log = Workflow.getLogger(MirrorTaskWorkflowImpl.class);

  private final Destination destination;
  private final boolean dryRun;
  private final CheckActivities checks = MirrorActivityStubs.check();
  private final PushActivities push;
  private final TaskVisibility visibility = new TaskVisibility();
  private final Random random = Workflow.newRandom();
  private final OperatorRequests requests;
  private final Notices notices;

  private Claim claim;
  private FailureRecord failures;
  private Instant nextAttemptAt;
  private String plannedDigest;
  private int pushes;
  private long bytesCopied;

  /** Whether a trigger arrived since the last check began. */
  private boolean checkAgain;

  /**
   * Whether this worker's rules are outdated. Temporal gives an execution to the worker that has it
   * in its cache, which would be this worker again and again; a new run may go to any worker.
   */
  private boolean leftToOthers;

  @WorkflowInit
  public MirrorTaskWorkflowImpl(MirrorTaskInput input) {
    if (input == null || input.destination() == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the argument names no destination; expected {\"destination\": {\"tag\": \"namespace/name:tag\"}}",
          MirrorErrorType.PULL_SPEC_INVALID.wireName());
    }
    destination = input.destination();
    // A task that was started by hand on a dry run's queue must not push.
    dryRun =
        input.dryRun()
            || MirrorMode.ofQueue(Workflow.getInfo().getTaskQueue()) == MirrorMode.DRY_RUN;
    push = MirrorActivityStubs.push(MirrorMode.of(dryRun));
    notices = new Notices(MirrorMode.of(dryRun), input);
    MirrorTaskInput.Carried carried = input.carried();
    failures = FailureRecord.of(carried);
    requests = new OperatorRequests(carried);
    if (carried != null) {
      pushes = carried.pushes();
      bytesCopied = carried.bytesCopied();
      plannedDigest = carried.plannedDigest();
    }
  }

  @Override
  public MirrorResult mirror(MirrorTaskInput input) {
    notices.begin();
    if (input.found() != null) {
      waitAfter(AttemptFailure.of(input.found()), input.found().parks());
    }
    while (true) {
      // First, because a new run knows only of a park.
      visibility.requested(requests.takeUnseen());
      if (newRunIsDue() && requests.withdrawn() == null) {
        continueAsNew();
      }
      checkAgain = false;
      Optional<MirrorResult> end = Optional.empty();
      try {
        end = checkAndAct();
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure) {
          throw failure;
        }
        AttemptFailure attempt = AttemptFailure.of(failure);
        if (attempt.claim() != null) {
          claimed(attempt.claim(), now());
        }
        if (attempt.skip()) {
          end = Optional.of(skipped(attempt));
        } else {
          waitAfter(requests.parked() == null ? attempt : AttemptFailure.of(requests.parked()));
        }
      } catch (DataConverterException unreadable) {
        // The result of a worker of a newer version: this must not end the task.
        waitAfter(AttemptFailure.of(unreadable));
      }
      if (end.isPresent() && !checkAgain) {
        notices.end(tag(), end.get(), () -> checkAgain);
        if (!checkAgain) {
          return end.get();
        }
      }
    }
  }

  /** One check, and the push if the digests differ; empty when the task is to check again. */
  private Optional<MirrorResult> checkAndAct() {
    if (requests.withdrawn() != null) {
      return Optional.of(withdrawn(requests.withdrawn()));
    }
    // The date tag has the day on which the check began, in the memo and in the push alike.
    Instant day = now();
    visibility.checking(failures.failures());
    claimed(checks.resolveSourceDigest(destination), day);
    if (!claim.owned()) {
      return Optional.of(withdrawn(claim.problem()));
    }
    Problem problem = requests.parked() != null ? requests.parked() : claim.problem();
    if (problem != null) {
      waitAfter(AttemptFailure.of(problem));
      return Optional.empty();
    }
    TargetImage target =
        checks.checkQuayDigest(
            new CheckRequest(claim.source(), claim.digest(), claim.destination()));
    if (target.digest().equals(claim.digest())) {
      return Optional.of(mirrored(claim.digest()));
    }
    if (checkAgain) {
      return Optional.empty();
    }
    PushRequest request = PushRequest.of(destination, claim, day, TaskVisibility.createdAt());
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

  private void claimed(Claim read, Instant day) {
    claim = read;
    notices.want(claim.hasRecipient());
    visibility.claimed(claim, day);
  }

  /** The tag whose image the destination should hold, as far as it is known. */
  private TagReference tag() {
    return claim == null ? destination.tag() : claim.tag();
  }

  private MirrorResult mirrored(String digest) {
    failures = FailureRecord.NONE;
    visibility.mirrored(digest);
    MirrorResult.Outcome outcome =
        pushes > 0 ? MirrorResult.Outcome.MIRRORED : MirrorResult.Outcome.EQUAL;
    return new MirrorResult(outcome, digest, pushes, bytesCopied, null);
  }

  private MirrorResult withdrawn(Problem why) {
    AttemptFailure reason = AttemptFailure.of(why);
    failures = FailureRecord.NONE;
    visibility.endedUnmirrored(reason);
    log.info("{} ends: {}", destination.tag(), reason.message());
    return new MirrorResult(MirrorResult.Outcome.WITHDRAWN, null, pushes, bytesCopied, why);
  }

  private MirrorResult skipped(AttemptFailure reason) {
    failures = FailureRecord.NONE;
    visibility.endedUnmirrored(reason);
    log.warn("{} skipped ({}): {}", destination.tag(), reason.errorType(), reason.message());
    return new MirrorResult(
        MirrorResult.Outcome.SKIPPED, null, pushes, bytesCopied, reason.problem());
  }

  private void plan(PushRequest request, TargetImage target) {
    failures = FailureRecord.NONE;
    if (!request.digest().equals(plannedDigest)) {
      log.info("dry run, not pushed: {}", request.commandLine());
      plannedDigest = request.digest();
    }
    visibility.planned(target, now().plus(TaskDelays.PLANNED));
    pause(TaskDelays.PLANNED);
  }

  private void waitAfter(AttemptFailure failure) {
    waitAfter(failure, failures.plus(failure).sameType() >= failure.parkAfter());
  }

  private void waitAfter(AttemptFailure failure, boolean park) {
    failures = failures.plus(failure);
    MirrorState waiting = park ? MirrorState.PARKED : MirrorState.RETRYING;
    Duration delay =
        park ? TaskDelays.parked(failure) : TaskDelays.retry(failure, failures.failures(), random);
    Instant next = now().plus(delay);
    visibility.failed(waiting, failures, next, failure.registry());
    log.warn(
        "{} {} after failure {} ({}), next attempt at {}: {}",
        destination.tag(),
        waiting.wireName(),
        failures.failures(),
        failure.errorType(),
        next,
        failure.message());
    notices.failed(tag(), failure, park);
    if (pause(delay)) {
      failures = FailureRecord.NONE;
    }
    leftToOthers = failure.rulesOutdated();
  }

  /**
   * Waits until a trigger arrives, or for the delay.
   *
   * @return whether a trigger arrived
   */
  private boolean pause(Duration delay) {
    nextAttemptAt = now().plus(delay);
    Duration left = delay;
    Optional<Duration> overdueIn = notices.overdueIn().filter(due -> due.compareTo(delay) < 0);
    if (overdueIn.isPresent() && !Pause.until(() -> checkAgain, overdueIn.get())) {
      notices.tell();
      left = delay.minus(overdueIn.get());
    }
    Pause.until(() -> checkAgain, left);
    notices.triesAgain();
    nextAttemptAt = null;
    return checkAgain;
  }

  @Override
  public void trigger() {
    checkAgain = true;
  }

  @Override
  public void operatorRequest(OperatorRequest request) {
    if (request == null || request.action() == null) {
      log.warn("{}: ignored a request without a known action", destination.tag());
      return;
    }
    requests.add(request);
    checkAgain = true;
  }

  @Override
  public MirrorStatus status() {
    return new MirrorStatus(
        destination,
        claim,
        visibility.state(),
        failures.failures(),
        failures.errorType(),
        failures.lastError(),
        nextAttemptAt);
  }

  private boolean newRunIsDue() {
    return leftToOthers || History.isLong();
  }

  private void continueAsNew() {
    Notification unsent = notices.stop();
    MirrorTaskInput.Carried carried =
        new MirrorTaskInput.Carried(
            failures.failures(),
            failures.sameType(),
            failures.errorType(),
            failures.lastError(),
            pushes,
            bytesCopied,
            plannedDigest,
            requests.carried(),
            notices.failingSince(),
            unsent);
    ContinueAsNewOptions options =
        ContinueAsNewOptions.newBuilder().setMemo(TaskVisibility.memo()).build();
    Workflow.newContinueAsNewStub(MirrorTaskWorkflow.class, options)
        .mirror(new MirrorTaskInput(destination, dryRun, carried));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}

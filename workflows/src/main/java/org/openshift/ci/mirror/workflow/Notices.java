package org.openshift.ci.mirror.workflow;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;

/**
 * Tells the recipient of a task's notifications of its failures, each type once, and of their end.
 *
 * <p>A message is sent beside the work of the task, which does not wait for it before its end. At
 * most one is on its way; a newer one takes its place, because a recipient that could not be
 * reached for hours wants to know what is, not what was. Without a claim that asks for
 * notifications, nothing here leaves a trace in the history.
 */
final class Notices {

  private static final Logger log = Workflow.getLogger(Notices.class);

  private final MirrorMode mode;
  private final NotifiedTypes notified = NotifiedTypes.ofTask();

  /** Whether the claim that was read last asks for notifications. */
  private boolean wanted;

  private Instant failingSince;

  /** The failure for which the task waits, which nobody was told of yet; null for none. */
  private Notification untold;

  /** What is sent now, and what is to be sent then; null for nothing. */
  private Notification sending;

  private Notification next;

  /** The attempts to send it; null while there are none. */
  private CancellationScope attempts;

  Notices(MirrorMode mode, MirrorTaskInput input) {
    this.mode = mode;
    wanted = input.found() == null ? notified.anyReached() : input.found().hasRecipient();
    if (input.carried() != null) {
      failingSince = input.carried().failingSince();
      next = input.carried().unsent();
    }
  }

  /** Goes on with what the run before did not get through. */
  void begin() {
    if (next != null) {
      send(next);
    }
  }

  /** A claim was read, which asks for notifications or does not. */
  void want(boolean hasRecipient) {
    wanted = hasRecipient;
  }

  /**
   * An attempt failed, and the task waits.
   *
   * @param parked whether it waits because trying again is unlikely to help: then it is told now,
   *     else once the attempts have failed for long
   */
  void failed(TagReference tag, AttemptFailure failure, boolean parked) {
    if (MirrorErrorType.PARKED_BY_HAND.wireName().equals(failure.errorType())) {
      failingSince = null;
      return;
    }
    Instant now = now();
    if (failingSince == null) {
      failingSince = now;
    }
    if (!wanted) {
      return;
    }
    untold =
        new Notification(
            tag,
            parked ? Notification.State.PARKED : Notification.State.RETRYING,
            failure.errorType(),
            failure.message(),
            failingSince,
            now);
    if (parked || isOverdue(now)) {
      tell();
    }
  }

  /** For how long the failure must still last until somebody is told; empty if nobody will be. */
  Optional<Duration> overdueIn() {
    return untold == null || notified.has(untold.reason())
        ? Optional.empty()
        : Optional.of(Duration.between(now(), failingSince.plus(TaskDelays.OVERDUE)));
  }

  /** Tells of the failure for which the task waits. */
  void tell() {
    Notification failure = untold;
    untold = null;
    if (sending == null ? !notified.has(failure.reason()) : !tellsOfSame(sending, failure)) {
      send(failure);
    }
  }

  /** The wait after a failure is over. */
  void triesAgain() {
    untold = null;
  }

  /**
   * The task can end. If somebody was told of a failure, tells that it is over, and waits until
   * that was received or given up.
   *
   * @param stop whether to wait no more, because the task is to check again
   */
  void end(TagReference tag, MirrorResult result, Supplier<Boolean> stop) {
    if (sending != null && sending.ofFailure()) {
      stop();
    }
    if (wanted && notified.anyReached() && sending == null && !stop.get()) {
      send(
          new Notification(
              tag,
              Notification.State.of(result.outcome()),
              result.reason() == null ? null : result.reason().type().wireName(),
              result.reason() == null ? null : result.reason().message(),
              failingSince,
              now()));
    }
    if (sending != null) {
      Workflow.await(() -> sending == null || stop.get());
    }
    if (sending == null) {
      failingSince = null;
    }
  }

  /** When the attempts began to fail; null after a success. */
  Instant failingSince() {
    return failingSince;
  }

  /** Stops sending. Returns what a new run has to send then; null for nothing. */
  Notification stop() {
    if (sending == null) {
      return null;
    }
    Notification last = next != null ? next : sending;
    next = null;
    cancelAttempts();
    Workflow.await(() -> sending == null);
    // The end of a failure is told anew when the task can end again.
    return last == null || !last.ofFailure() || notified.has(last.reason()) ? null : last;
  }

  private void send(Notification notification) {
    next = notification;
    if (sending == null) {
      sending = notification;
      Async.procedure(this::sendAll);
    } else {
      cancelAttempts();
    }
  }

  private void cancelAttempts() {
    if (attempts != null) {
      attempts.cancel("it is out of date");
    }
  }

  private void sendAll() {
    try {
      while (next != null) {
        sending = next;
        next = null;
        // The one before may have told it after all.
        if (!sending.ofFailure() || !notified.has(sending.reason())) {
          sendOne(sending);
        }
      }
    } finally {
      sending = null;
    }
  }

  private void sendOne(Notification notification) {
    attempts =
        Workflow.newCancellationScope(
            () ->
                MirrorActivityStubs.notification(mode, notification)
                    .sendNotification(notification));
    try {
      attempts.run();
      notified.reached(notification);
    } catch (TemporalFailure e) {
      if (!attempts.isCancelRequested()) {
        log.warn("{}: nobody was notified: {}", notification.tag(), e.getMessage());
        notified.gaveUp(notification);
      }
    } finally {
      attempts = null;
    }
  }

  private boolean isOverdue(Instant now) {
    return !now.isBefore(failingSince.plus(TaskDelays.OVERDUE));
  }

  private static boolean tellsOfSame(Notification one, Notification other) {
    return one.ofFailure() && one.reason().equals(other.reason());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}

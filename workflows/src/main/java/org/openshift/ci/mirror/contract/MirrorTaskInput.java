package org.openshift.ci.mirror.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of a mirror task.
 *
 * @param destination the task's destination
 * @param dryRun whether to plan instead of pushing
 * @param carried the state of the run before; null in the first run
 * @param found why the image could not be mirrored just before the start, with which the task
 *     begins its first wait; null for a task that checks first
 */
@WireRecord
public record MirrorTaskInput(
    Destination destination, boolean dryRun, Carried carried, Found found) {

  /** The argument of a task that checks first. */
  public MirrorTaskInput(Destination destination, boolean dryRun, Carried carried) {
    this(destination, dryRun, carried, null);
  }

  /**
   * A failure that was found before the start.
   *
   * @param problem what failed
   * @param parkAfter how many such failures in a row park a task: {@link
   *     MirrorErrorType#parkAfter()} of the version that started it. One is enough here, if
   *     failures of the type ever park a task
   * @param hasRecipient as {@link Claim#hasRecipient()}
   */
  @WireRecord
  public record Found(
      Problem problem,
      int parkAfter,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hasRecipient) {

    static Found of(Problem problem, Claim claim) {
      return new Found(problem, problem.type().parkAfter(), claim.hasRecipient());
    }

    /** Whether the task begins parked. */
    public boolean parks() {
      return parkAfter != Integer.MAX_VALUE;
    }
  }

  /**
   * The state that continue-as-new carries over.
   *
   * @param failures failures in a row
   * @param sameType how many of the latest failures have the same type
   * @param errorType type of the last failure; null after a success
   * @param lastError message of the last failure; null after a success
   * @param pushes images pushed so far
   * @param bytesCopied bytes sent to the target so far
   * @param plannedDigest the digest whose plan a dry run logged last; null for none
   * @param parked the request of the person who parked the task; null when nobody did
   * @param failingSince when the attempts began to fail; null after a success
   * @param unsent the notification that the run before did not get through; null for none
   */
  @WireRecord
  public record Carried(
      int failures,
      int sameType,
      String errorType,
      String lastError,
      int pushes,
      long bytesCopied,
      String plannedDigest,
      OperatorRequest parked,
      Instant failingSince,
      Notification unsent) {

    /** Without a failure that is still to be told. */
    public Carried(
        int failures,
        int sameType,
        String errorType,
        String lastError,
        int pushes,
        long bytesCopied,
        String plannedDigest,
        OperatorRequest parked) {
      this(
          failures,
          sameType,
          errorType,
          lastError,
          pushes,
          bytesCopied,
          plannedDigest,
          parked,
          null,
          null);
    }
  }

  /** The argument of a new task. */
  public static MirrorTaskInput first(Destination destination, MirrorMode mode) {
    return new MirrorTaskInput(destination, mode == MirrorMode.DRY_RUN, null);
  }

  /** The argument of a task that replaces another one. */
  static MirrorTaskInput anew(Destination destination, MirrorMode mode, OperatorRequest parked) {
    return new MirrorTaskInput(
        destination,
        mode == MirrorMode.DRY_RUN,
        parked == null ? null : new Carried(0, 0, null, null, 0, 0, null, parked));
  }

  /** The argument of a new task whose image could not be mirrored just now. */
  static MirrorTaskInput failing(
      Destination destination, MirrorMode mode, Claim claim, Problem problem) {
    return new MirrorTaskInput(
        destination, mode == MirrorMode.DRY_RUN, null, Found.of(problem, claim));
  }
}

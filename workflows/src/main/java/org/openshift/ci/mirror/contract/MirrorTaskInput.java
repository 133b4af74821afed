package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of a mirror task.
 *
 * @param destination the task's destination
 * @param dryRun whether to plan instead of pushing
 * @param carried the state of the run before; null in the first run
 */
@WireRecord
public record MirrorTaskInput(Destination destination, boolean dryRun, Carried carried) {

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
   */
  @WireRecord
  public record Carried(
      int failures,
      int sameType,
      String errorType,
      String lastError,
      int pushes,
      long bytesCopied,
      String plannedDigest) {}

  /** The argument of a new task. */
  public static MirrorTaskInput first(Destination destination, MirrorMode mode) {
    return new MirrorTaskInput(destination, mode == MirrorMode.DRY_RUN, null);
  }
}

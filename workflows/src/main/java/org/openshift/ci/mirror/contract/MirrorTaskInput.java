package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of a mirror task.
 *
 * @param destination where to mirror to
 * @param dryRun whether to plan instead of pushing
 * @param carried what an earlier run of the same task knew; null at the first
 */
@WireRecord
public record MirrorTaskInput(Destination destination, boolean dryRun, Carried carried) {

  /**
   * What is carried over by continue-as-new.
   *
   * @param failures failures in a row
   * @param sameType how many of them, at the end, were of one type
   * @param errorType type of the last failure; null after a success
   * @param lastError its message
   * @param pushes images pushed so far
   * @param bytesCopied bytes sent to the target so far
   * @param plannedDigest the digest whose plan a dry run has logged; null when it logged none
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

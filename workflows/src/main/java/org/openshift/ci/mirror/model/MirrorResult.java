package org.openshift.ci.mirror.model;

/**
 * How a mirror task ended.
 *
 * @param outcome the state of the destination at the end
 * @param digest the digest at the destination; null when the task was withdrawn or the image
 *     skipped
 * @param pushes how many images were pushed before it ended
 * @param bytesCopied bytes sent to the target before it ended
 * @param reason why nothing is mirrored; null where it is
 */
@WireRecord
public record MirrorResult(
    Outcome outcome, String digest, int pushes, long bytesCopied, Problem reason) {

  /** The state of the destination when its task ended. */
  public enum Outcome {
    /** The image was pushed, and its digest was read back. */
    MIRRORED,
    /** The digests were equal already. */
    EQUAL,
    /** The destination has no owner: the tag is gone, ignored or not watched. */
    WITHDRAWN,
    /** The image is excluded by a setting, or the target does not take its kind. */
    SKIPPED
  }
}

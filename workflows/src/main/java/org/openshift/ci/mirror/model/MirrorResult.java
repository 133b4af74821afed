package org.openshift.ci.mirror.model;

/**
 * How a mirror task ended.
 *
 * @param outcome what was the case at the end
 * @param digest the digest at the destination; null when the task was withdrawn or the image
 *     skipped
 * @param pushes how many images were pushed before it ended
 * @param bytesCopied bytes sent to the target before it ended
 * @param reason why nothing is mirrored; null where it is
 */
@WireRecord
public record MirrorResult(
    Outcome outcome, String digest, int pushes, long bytesCopied, Problem reason) {

  /** What was the case at the end. */
  public enum Outcome {
    /** The image was pushed, and read back with the right digest. */
    MIRRORED,
    /** The digests were equal already. */
    EQUAL,
    /** Nobody asks for an image at the destination: the tag is gone, ignored or not watched. */
    WITHDRAWN,
    /** The image is not to be mirrored. */
    SKIPPED
  }
}

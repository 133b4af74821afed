package org.openshift.ci.mirror.activity.check;

import java.util.Map;

/**
 * Digests at the target that were read in bulk. Tags change while they are read, so these prove
 * only that a tag had a digest a moment ago. A tag that is missing here or differs is read again,
 * by its own request.
 */
public final class TargetDigests {

  private static final TargetDigests NONE = new TargetDigests(Map.of());

  private final Map<String, String> byDestination;

  /**
   * Digests that were read.
   *
   * @param byDestination digests by the pull spec of the destination
   */
  TargetDigests(Map<String, String> byDestination) {
    this.byDestination = Map.copyOf(byDestination);
  }

  /** None were read. */
  public static TargetDigests none() {
    return NONE;
  }

  /** Whether the destination had this digest. */
  boolean has(String destination, String digest) {
    return digest.equals(byDestination.get(destination));
  }

  int size() {
    return byDestination.size();
  }
}

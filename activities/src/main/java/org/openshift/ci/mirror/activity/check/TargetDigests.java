package org.openshift.ci.mirror.activity.check;

import java.util.Map;

/**
 * Digests at the target that were read in bulk. Tags change while they are read, so what is said
 * here is good for one thing: that a digest stood at a tag a moment ago. What is missing or differs
 * is read one by one.
 */
public final class TargetDigests {

  private static final TargetDigests NONE = new TargetDigests(Map.of());

  private final Map<String, String> byDestination;

  /**
   * What was read.
   *
   * @param byDestination digests by the pull spec of the tag
   */
  TargetDigests(Map<String, String> byDestination) {
    this.byDestination = Map.copyOf(byDestination);
  }

  public static TargetDigests none() {
    return NONE;
  }

  /** Whether the digest stands there. */
  boolean has(String destination, String digest) {
    return digest.equals(byDestination.get(destination));
  }

  int size() {
    return byDestination.size();
  }
}

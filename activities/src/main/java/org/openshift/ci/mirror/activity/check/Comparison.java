package org.openshift.ci.mirror.activity.check;

import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** What a comparison of a claim with its destination found. */
public sealed interface Comparison {

  /** The destination has the source's digest. */
  record Equal(Claim claim) implements Comparison {}

  /** Nobody asks for an image there. */
  record Unowned(Claim claim) implements Comparison {}

  /** They differ, or the claim has a problem that its task is to show. */
  record Differs(Claim claim) implements Comparison {}

  /**
   * It cannot be said now.
   *
   * @param atTarget whether it was the destination that could not be read, and not the source
   */
  record Unknown(MirrorErrorType type, boolean atTarget, String message) implements Comparison {}
}

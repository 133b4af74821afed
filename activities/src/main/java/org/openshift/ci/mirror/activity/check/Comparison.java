package org.openshift.ci.mirror.activity.check;

import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** The result of comparing a claim with its destination. */
public sealed interface Comparison {

  /** The destination has the source's digest. */
  record Equal(Claim claim) implements Comparison {}

  /** No rule asks for an image there. */
  record Unowned(Claim claim) implements Comparison {}

  /** The digests differ, or the claim has a problem, which its task shows. */
  record Differs(Claim claim) implements Comparison {}

  /**
   * The digests could not be compared.
   *
   * @param type why
   * @param atTarget whether the destination could not be read; else it was the source
   * @param message one line for a person
   */
  record Unknown(MirrorErrorType type, boolean atTarget, String message) implements Comparison {}
}

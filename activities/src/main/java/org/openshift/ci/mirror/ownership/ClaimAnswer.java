package org.openshift.ci.mirror.ownership;

import org.openshift.ci.mirror.model.Claim;

/**
 * A claim, or why it is not known now; the other one is null.
 *
 * @param claim what the destination should hold
 * @param failure why the image streams that it depends on cannot be read: one line
 */
public record ClaimAnswer(Claim claim, String failure) {

  static ClaimAnswer of(Claim claim) {
    return new ClaimAnswer(claim, null);
  }

  static ClaimAnswer unknown(String failure) {
    return new ClaimAnswer(null, failure);
  }

  /** Whether there is a claim. */
  public boolean known() {
    return claim != null;
  }
}

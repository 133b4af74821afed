package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.TagReference;

/**
 * The targets that entries of the mirroring configuration claim. Immutable: a change makes a new
 * object.
 */
public interface TargetClaims {

  /** Whether an entry of {@code supplementalCIImages} claims this tag's floating tag. */
  boolean isSupplementalTarget(TagReference tag);

  /** Whether an entry of {@code qciToAppCIImages} claims this tag's floating tag. */
  boolean isBackfillTarget(TagReference tag);

  /** The {@link Fingerprint} of all claimed targets. */
  String fingerprint();

  /** No claims. */
  static TargetClaims none() {
    return None.INSTANCE;
  }

  /** See {@link #none()}. */
  enum None implements TargetClaims {
    INSTANCE;

    @Override
    public String fingerprint() {
      return "";
    }

    @Override
    public boolean isSupplementalTarget(TagReference tag) {
      return false;
    }

    @Override
    public boolean isBackfillTarget(TagReference tag) {
      return false;
    }
  }
}

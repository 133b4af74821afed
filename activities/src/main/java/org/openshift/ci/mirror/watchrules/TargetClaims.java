package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.TagReference;

/**
 * The tags whose place at the target, or at the cluster, is filled by an entry of the mirroring
 * configuration. Immutable: a new object for a change.
 */
public interface TargetClaims {

  /** Whether an entry of {@code supplementalCIImages} fills the tag's place at the target. */
  boolean isSupplementalTarget(TagReference tag);

  /** Whether an entry of {@code qciToAppCIImages} fills the tag from the target. */
  boolean isBackfillTarget(TagReference tag);

  /** The same text, in every process, for the same the claims; see {@link Fingerprint}. */
  String fingerprint();

  /** Nothing is claimed. */
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

package org.openshift.ci.mirror.activity.claim;

import java.util.Optional;
import org.openshift.ci.mirror.model.RulesVersion;

/** Knows the newest rules that a living worker has. */
public interface RulesRegister {

  /**
   * The newest rules; empty when no worker said which it has.
   *
   * @param exactly whether an answer of a moment ago is not good enough
   */
  Optional<RulesVersion> newest(boolean exactly);
}

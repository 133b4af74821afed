package org.openshift.ci.mirror.activity.claim;

import java.util.Optional;
import org.openshift.ci.mirror.model.RulesVersion;

/** The newest rules of any living worker. */
public interface RulesRegister {

  /**
   * The newest rules; empty when no worker has reported any.
   *
   * @param exactly whether the answer must be newer than this call; else it may be a moment older
   */
  Optional<RulesVersion> newest(boolean exactly);
}

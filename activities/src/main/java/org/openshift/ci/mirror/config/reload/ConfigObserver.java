package org.openshift.ci.mirror.config.reload;

import java.util.List;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfig;

/** Receives the outcome of each reading of the mirroring configuration, for metrics. */
public interface ConfigObserver {

  /**
   * The file's content is in force, except for the entries in {@link MirroringConfig#leftOut()}.
   */
  void inForce(MirroringConfig config);

  /** The file's content is rejected; the version before stays in force. */
  void rejected(List<ConfigProblem> problems);
}

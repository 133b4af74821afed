package org.openshift.ci.mirror.config.reload;

import java.util.List;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfig;

/** Is told how the reading of the mirroring configuration goes; for metrics. */
public interface ConfigObserver {

  /** Wants to know nothing. */
  ConfigObserver NONE =
      new ConfigObserver() {
        @Override
        public void inForce(MirroringConfig config) {
          // Nobody asked.
        }

        @Override
        public void rejected(List<ConfigProblem> problems) {
          // Nobody asked.
        }
      };

  /** What the file holds now is in force; {@link MirroringConfig#leftOut()} may name entries. */
  void inForce(MirroringConfig config);

  /** What the file holds now cannot be put in force: the version before stays. */
  void rejected(List<ConfigProblem> problems);
}

package org.openshift.ci.mirror.config.reload;

import org.openshift.ci.mirror.config.MirroringConfig;

/** Is told when a new version of the mirroring configuration is in force. */
@FunctionalInterface
public interface ConfigListener {

  /**
   * Called after {@link MirroringConfigFile#current()} gives the new version, one call after the
   * other, on the thread that watches the file: to take long is to delay the next version. What it
   * throws is logged, and changes nothing.
   */
  void changed(MirroringConfig before, MirroringConfig now);
}

package org.openshift.ci.mirror.config.reload;

import org.openshift.ci.mirror.config.MirroringConfig;

/** Receives new versions of the mirroring configuration. */
@FunctionalInterface
public interface ConfigListener {

  /**
   * Called once for each version that differs from the one before, after {@link
   * MirroringConfigFile#current()} returns it, by the thread that watches the file: a slow listener
   * delays the next version. Exceptions are logged.
   */
  void changed(MirroringConfig before, MirroringConfig now);
}

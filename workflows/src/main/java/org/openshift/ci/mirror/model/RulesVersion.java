package org.openshift.ci.mirror.model;

/**
 * Two fingerprints of the rules by which a worker decides who owns a destination. While workers
 * have different versions, as during a rollout, only decisions by the newest version count.
 *
 * @param configuration fingerprint of the flags and the file of {@code --config}; begins with
 *     {@link #NO_CONFIGURATION} without such a file
 * @param all fingerprint of the same and the test inputs
 */
@WireRecord
public record RulesVersion(String configuration, String all) {

  /** Begins {@link #configuration} of a worker without {@code --config}. */
  public static final String NO_CONFIGURATION = "none";

  /** Whether the worker has a configuration file. */
  public boolean hasConfiguration() {
    return !configuration.startsWith(NO_CONFIGURATION);
  }
}

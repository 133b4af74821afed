package org.openshift.ci.mirror.model;

/**
 * By what a worker says who owns a destination, as two fingerprints. Where workers have different
 * versions, as while a configuration is rolled out, the answers of the older do not count.
 *
 * @param configuration of its flags and the file of {@code --config}; begins with {@link
 *     #NO_CONFIGURATION} where it has no such file
 * @param all of these and the test inputs
 */
@WireRecord
public record RulesVersion(String configuration, String all) {

  /** The worker was started without {@code --config}. */
  public static final String NO_CONFIGURATION = "none";

  /** Whether the worker has a configuration file. */
  public boolean hasConfiguration() {
    return !configuration.startsWith(NO_CONFIGURATION);
  }
}

package org.openshift.ci.mirror.worker.command;

import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.worker.settings.SettingsException;

/** Parses the pull specs given on a command line. */
final class PullSpecArgument {

  private PullSpecArgument() {}

  /**
   * Parses the pull spec of an image to read.
   *
   * @param argument the name of the argument, for the error message
   * @throws SettingsException if the text is not a pull spec
   */
  static PullSpec image(String argument, String text) {
    try {
      return PullSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(argument + ": " + e.getMessage(), e);
    }
  }

  /** Parses the pull spec of a tag to set, which must not have a digest. */
  static PullSpec tag(String argument, String text) {
    PullSpec spec = image(argument, text);
    if (spec.digest() != null) {
      throw new SettingsException(
          "%s: '%s' has a digest: name the tag to set, as registry/repository:tag"
              .formatted(argument, text));
    }
    return spec;
  }
}

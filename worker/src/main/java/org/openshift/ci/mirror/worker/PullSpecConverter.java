package org.openshift.ci.mirror.worker;

import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.worker.settings.SettingsException;

/** Reads pull specs that a person typed. */
final class PullSpecConverter {

  private PullSpecConverter() {}

  /**
   * An image to read.
   *
   * @param argument how the command line names the value
   * @throws SettingsException when it is none
   */
  static PullSpec image(String argument, String text) {
    try {
      return PullSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(argument + ": " + e.getMessage(), e);
    }
  }

  /** A tag to set; a digest cannot be one. */
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

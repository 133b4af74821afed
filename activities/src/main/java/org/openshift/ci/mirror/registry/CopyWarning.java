package org.openshift.ci.mirror.registry;

import java.util.Locale;

/**
 * A warning for the maintainers of a copied image.
 *
 * @param kind the label under which it is counted in metrics
 * @param message one line: what is wrong, and what to do
 */
public record CopyWarning(Kind kind, String message) {

  /** The kinds of warnings. */
  public enum Kind {
    /** The image has a label that makes the target registry delete its tags after some time. */
    TAG_EXPIRES;

    /** The name in metrics: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

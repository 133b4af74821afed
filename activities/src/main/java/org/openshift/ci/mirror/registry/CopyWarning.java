package org.openshift.ci.mirror.registry;

import java.util.Locale;

/**
 * What the owner of a copied image should know.
 *
 * @param kind for counting
 * @param message one line: what is the case, and what to do
 */
public record CopyWarning(Kind kind, String message) {

  /** The kinds of warnings. */
  public enum Kind {
    /** The image has a label that makes the target registry delete its tags after a time. */
    TAG_EXPIRES;

    /** The name in metrics: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

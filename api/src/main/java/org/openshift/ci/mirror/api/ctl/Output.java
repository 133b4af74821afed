package org.openshift.ci.mirror.api.ctl;

import java.util.Locale;

/** How results are printed. */
enum Output {
  /** For people. */
  TABLE,
  /** For programs: what the service answered. */
  JSON;

  /** The value of the flag. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

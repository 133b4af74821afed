package org.openshift.ci.mirror.imagestreams.file;

import org.openshift.ci.mirror.log.SafeText;

/**
 * Something in a file that is left out or wrong, while the rest of the file counts.
 *
 * @param place where it is
 * @param problem what is wrong or left out
 */
record FileWarning(FilePlace place, String problem) {

  @Override
  public String toString() {
    return SafeText.visible(place + ": " + problem);
  }
}

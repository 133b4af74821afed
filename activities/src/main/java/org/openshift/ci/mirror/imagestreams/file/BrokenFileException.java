package org.openshift.ci.mirror.imagestreams.file;

import org.openshift.ci.mirror.log.SafeText;

/** A file cannot be used at all; the message names the place and the problem. */
final class BrokenFileException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenFileException(FilePlace place, String problem) {
    super(SafeText.visible(place + ": " + problem));
  }
}

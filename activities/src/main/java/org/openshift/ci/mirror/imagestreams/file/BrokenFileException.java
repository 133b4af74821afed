package org.openshift.ci.mirror.imagestreams.file;

/** A file cannot be used as a whole; the message names the place and says what is wrong there. */
final class BrokenFileException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenFileException(FilePlace place, String what) {
    super(place + ": " + what);
  }
}

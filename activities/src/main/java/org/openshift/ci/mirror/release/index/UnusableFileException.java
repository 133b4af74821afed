package org.openshift.ci.mirror.release.index;

/** A file cannot be used; the message says where in it and why, and does not name the file. */
final class UnusableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableFileException(String message) {
    super(message, null, false, false);
  }

  /**
   * Something is wrong at a line.
   *
   * @param line counted from 1
   */
  UnusableFileException(int line, String message) {
    this("line " + line + ": " + message);
  }
}

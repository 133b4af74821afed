package org.openshift.ci.mirror.release.index;

import org.openshift.ci.mirror.log.SafeText;

/**
 * A file cannot be used. The message has the line, if known, and the reason, but no file name, and
 * no control characters of what it quotes.
 */
final class UnusableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableFileException(String message) {
    super(SafeText.visible(message), null, false, false);
  }

  /**
   * @param line the line of the mistake, from 1
   */
  UnusableFileException(int line, String message) {
    this("line " + line + ": " + message);
  }
}

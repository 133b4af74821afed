package org.openshift.ci.mirror.api.ctl;

/** Ends a command with a one-line message for the user, and an exit status. */
class CtlException extends RuntimeException {

  /** Exit status: what was asked failed, or the answer is a bad one. */
  static final int FAILED = 1;

  /** Exit status: a flag, a value, or a file that the flags name is wrong. */
  static final int USAGE = 2;

  /** Exit status of {@code wait}: the time is up. */
  static final int TIME_IS_UP = 3;

  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  CtlException(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  CtlException(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  static CtlException usage(String message) {
    return new CtlException(USAGE, message);
  }

  int exitStatus() {
    return exitStatus;
  }
}

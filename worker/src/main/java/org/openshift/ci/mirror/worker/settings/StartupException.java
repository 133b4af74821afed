package org.openshift.ci.mirror.worker.settings;

/** A failure outside the process that keeps a command from starting; exit status 1. */
public final class StartupException extends CommandException {

  private static final long serialVersionUID = 1L;

  public StartupException(String message) {
    super(message, null);
  }

  @Override
  int exitStatus() {
    return 1;
  }
}

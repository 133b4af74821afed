package org.openshift.ci.mirror.worker.settings;

/** Something outside keeps the worker from starting; exit status 1. */
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

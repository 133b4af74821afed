package org.openshift.ci.mirror.worker.settings;

/** A registry refused a request of a command; the command chooses the exit status. */
public final class RegistryCommandException extends CommandException {

  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  public RegistryCommandException(int exitStatus, String message) {
    super(message, null);
    this.exitStatus = exitStatus;
  }

  @Override
  int exitStatus() {
    return exitStatus;
  }
}

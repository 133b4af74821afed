package org.openshift.ci.mirror.worker.settings;

/** A registry did not do what a command asked of it; the command says with which exit status. */
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

package org.openshift.ci.mirror.worker.settings;

/** Ends a command with a one-line message for the user, and an exit status. */
public sealed class CommandException extends RuntimeException permits SettingsException {

  /** The exit status of most failures; {@link SettingsException} has another. */
  public static final int FAILED = 1;

  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  public CommandException(int exitStatus, String message) {
    this(exitStatus, message, null);
  }

  CommandException(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  int exitStatus() {
    return exitStatus;
  }
}

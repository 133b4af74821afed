package org.openshift.ci.mirror.worker.settings;

/** Ends a command with a one-line message for the user. */
public abstract sealed class CommandException extends RuntimeException
    permits RegistryCommandException, SettingsException, StartupException {

  private static final long serialVersionUID = 1L;

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The exit status of the process. */
  abstract int exitStatus();
}

package org.openshift.ci.mirror.worker.settings;

/** An invalid flag or value; exit status 2. */
public final class SettingsException extends CommandException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    this(message, null);
  }

  public SettingsException(String message, Throwable cause) {
    super(2, message, cause);
  }
}

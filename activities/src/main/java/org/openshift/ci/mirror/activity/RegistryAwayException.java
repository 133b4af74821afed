package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.model.MirrorErrorType;

/** A registry does not serve anybody now: it was looked at, beside what was asked of it. */
public final class RegistryAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final MirrorErrorType type;
  private final String registry;

  public RegistryAwayException(
      MirrorErrorType type, String registry, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
    this.registry = registry;
  }

  /** What it failed with. */
  public MirrorErrorType type() {
    return type;
  }

  /** The registry, {@code host[:port]}. */
  public String registry() {
    return registry;
  }
}

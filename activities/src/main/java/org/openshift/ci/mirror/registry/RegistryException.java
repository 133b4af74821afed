package org.openshift.ci.mirror.registry;

import java.time.Duration;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorErrorType;

/**
 * A registry could not do, or did not want to do, what was asked of it. The message is one line:
 * what was tried, on what, why it failed, and what to do; it holds no credential.
 */
public final class RegistryException extends RuntimeException {

  private final MirrorErrorType type;
  private final transient Duration retryAfter;
  private final FailureScope scope;

  RegistryException(MirrorErrorType type, String message, FailureScope scope) {
    this(type, message, scope, null, null);
  }

  RegistryException(
      MirrorErrorType type,
      String message,
      FailureScope scope,
      Duration retryAfter,
      Throwable cause) {
    super(message, cause);
    this.type = type;
    this.scope = scope;
    this.retryAfter = retryAfter;
  }

  /** What kind of failure, and with it whether it passes by itself. */
  public MirrorErrorType type() {
    return type;
  }

  /** How long the registry asks to wait before the next attempt, if it does. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What the failure concerns. */
  FailureScope scope() {
    return scope;
  }
}

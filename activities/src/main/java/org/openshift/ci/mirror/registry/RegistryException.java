package org.openshift.ci.mirror.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * A request to a registry failed, or the registry refused it. The message is one line: what was
 * tried, on what, why it failed, and what to do; it contains no credential.
 */
public class RegistryException extends RuntimeException {

  private final RegistryError type;
  private final transient Duration retryAfter;
  private final FailureScope scope;
  private final String registry;
  private final boolean definite;

  /**
   * A failure of a registry outside this engine, such as a simulated one.
   *
   * @param registry as {@link PullSpec#registry()} spells it
   * @param retryAfter null when the registry asks for no wait
   */
  public RegistryException(
      RegistryError type, String message, String registry, Duration retryAfter) {
    this(type, message, FailureScope.READ, registry, retryAfter, null);
  }

  public RegistryException(
      RegistryError type, String message, FailureScope scope, String registry) {
    this(type, message, scope, registry, null, null);
  }

  /**
   * A failure.
   *
   * @param registry the registry whose repository was requested; null when no registry is to blame
   * @param retryAfter null when the registry asks for no wait
   * @param cause null when unknown
   */
  public RegistryException(
      RegistryError type,
      String message,
      FailureScope scope,
      String registry,
      Duration retryAfter,
      Throwable cause) {
    this(type, message, scope, registry, retryAfter, cause, false);
  }

  /**
   * A failure.
   *
   * @param definite see {@link #definite()}
   */
  public RegistryException(
      RegistryError type,
      String message,
      FailureScope scope,
      String registry,
      Duration retryAfter,
      Throwable cause,
      boolean definite) {
    super(message, cause);
    this.type = type;
    this.scope = scope;
    this.registry = registry;
    this.retryAfter = retryAfter;
    this.definite = definite;
  }

  /** The kind of failure, which also tells whether a retry can succeed. */
  public RegistryError type() {
    return type;
  }

  /** How long the registry asks to wait before the next attempt, if it does. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * The registry that failed, as {@link PullSpec#registry()} spells it. When its token server
   * failed, or the host that it redirects to, this is still the registry of the repository.
   *
   * @return empty when no registry is to blame, as for a file of credentials that cannot be read
   */
  public Optional<String> registry() {
    return Optional.ofNullable(registry);
  }

  /**
   * Whether a {@link RegistryError#REGISTRY_ERROR} looks like a refusal for good: a 5xx with an
   * error code that blames the request, which would be a 4xx from another registry.
   */
  public boolean definite() {
    return definite;
  }

  /** What the failure concerns. */
  public FailureScope scope() {
    return scope;
  }
}

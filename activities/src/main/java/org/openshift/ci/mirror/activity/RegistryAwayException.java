package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/**
 * A registry serves nobody at present: besides the request that failed, a probe of the registry
 * failed too. {@link #registry()} is never empty.
 */
public final class RegistryAwayException extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * A registry that does not serve.
   *
   * @param type how the request failed that led to the probe
   * @param registry {@code host[:port]}
   * @param cause null when no request failed, because the outage was known before
   */
  public RegistryAwayException(
      RegistryError type, String registry, String message, Throwable cause) {
    super(type, message, FailureScope.READ, registry, null, cause);
  }
}

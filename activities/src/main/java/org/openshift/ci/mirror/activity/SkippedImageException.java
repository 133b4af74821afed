package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.registry.RegistryException;

/** The image is not to be mirrored. */
public final class SkippedImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RegistryException reason;

  public SkippedImageException(RegistryException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  public RegistryException reason() {
    return reason;
  }
}

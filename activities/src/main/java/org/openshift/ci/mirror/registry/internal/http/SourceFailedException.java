package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import org.openshift.ci.mirror.registry.RegistryException;

/** Carries a failure of the source through the upload during which it occurred. */
public final class SourceFailedException extends IOException {

  private final RegistryException failure;

  public SourceFailedException(RegistryException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  public RegistryException failure() {
    return failure;
  }
}

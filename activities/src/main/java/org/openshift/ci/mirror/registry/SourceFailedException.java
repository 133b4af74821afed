package org.openshift.ci.mirror.registry;

import java.io.IOException;

/** Carries a failure at the source through the upload that it happened in. */
final class SourceFailedException extends IOException {

  private final RegistryException failure;

  SourceFailedException(RegistryException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  RegistryException failure() {
    return failure;
  }
}

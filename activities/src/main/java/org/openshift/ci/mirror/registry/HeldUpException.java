package org.openshift.ci.mirror.registry;

import java.io.IOException;

/** A request was broken off before its last byte, as its {@link WriteGuard} did not hold. */
final class HeldUpException extends IOException {
  HeldUpException() {
    super("the permission to write is too old");
  }
}

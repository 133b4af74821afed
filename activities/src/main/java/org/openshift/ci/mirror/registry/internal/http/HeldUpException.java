package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import org.openshift.ci.mirror.registry.WriteGuard;

/** A request was broken off before its last byte, as its {@link WriteGuard} did not hold. */
public final class HeldUpException extends IOException {
  public HeldUpException() {
    super("the permission to write is too old");
  }
}

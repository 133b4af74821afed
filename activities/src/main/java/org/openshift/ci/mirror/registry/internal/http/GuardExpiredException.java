package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import org.openshift.ci.mirror.registry.WriteGuard;

/** A request was aborted before its last byte because its {@link WriteGuard} no longer held. */
public final class GuardExpiredException extends IOException {
  public GuardExpiredException() {
    super("the permission to write is too old");
  }
}

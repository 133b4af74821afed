package org.openshift.ci.mirror.imagestreams.index;

import java.util.Optional;

/**
 * A condition of a tag of an image stream. The only type there is says how the last import went
 * (OpenShift API, TagEventCondition): {@code ImportSuccess}, with the status {@code False} after a
 * failure.
 */
public final class ImportCondition {

  private ImportCondition() {}

  /** What the failed import said; empty when the condition speaks of no failure. */
  public static Optional<String> failure(String type, String status, String message) {
    if (!"ImportSuccess".equals(type) || !"False".equalsIgnoreCase(status)) {
      return Optional.empty();
    }
    return Optional.of(message == null || message.isBlank() ? "no reason was given" : message);
  }
}

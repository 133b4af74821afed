package org.openshift.ci.mirror.imagestreams.index;

import java.util.Optional;

/**
 * A condition of an image stream tag (OpenShift API, TagEventCondition). The only type is {@code
 * ImportSuccess}; its status is {@code False} after an import failed.
 */
public final class ImportCondition {

  private ImportCondition() {}

  /** The message of a failed import; empty when the condition reports no failure. */
  public static Optional<String> failure(String type, String status, String message) {
    if (!"ImportSuccess".equals(type) || !"False".equalsIgnoreCase(status)) {
      return Optional.empty();
    }
    return Optional.of(message == null || message.isBlank() ? "no reason was given" : message);
  }
}

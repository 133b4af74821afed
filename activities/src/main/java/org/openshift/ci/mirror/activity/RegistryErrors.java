package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.RegistryException;

/** Maps the failures of the registry engine to the error types of mirror tasks. */
public final class RegistryErrors {

  private RegistryErrors() {}

  /** The error type that a mirror task shows for this failure. */
  public static MirrorErrorType typeOf(RegistryException failure) {
    return switch (failure.type()) {
      case REGISTRY_UNREACHABLE -> MirrorErrorType.REGISTRY_UNREACHABLE;
      case REGISTRY_ERROR -> MirrorErrorType.REGISTRY_ERROR;
      case RATE_LIMITED -> MirrorErrorType.RATE_LIMITED;
      case REGISTRY_READ_ONLY -> MirrorErrorType.REGISTRY_READ_ONLY;
      case TIMEOUT -> MirrorErrorType.TIMEOUT;
      case UPLOAD_INTERRUPTED -> MirrorErrorType.UPLOAD_INTERRUPTED;
      case CONTENT_CORRUPT -> MirrorErrorType.CONTENT_CORRUPT;
      case READ_BACK_DIFFERS -> MirrorErrorType.READ_BACK_DIFFERS;
      case CREDENTIALS_REFUSED -> MirrorErrorType.CREDENTIALS_REFUSED;
      case ACCESS_DENIED -> MirrorErrorType.ACCESS_DENIED;
      case SOURCE_MISSING -> MirrorErrorType.SOURCE_MISSING;
      case SOURCE_INCOMPLETE -> MirrorErrorType.SOURCE_INCOMPLETE;
      case MANIFEST_INVALID -> MirrorErrorType.MANIFEST_INVALID;
      case MANIFEST_SCHEMA1 -> MirrorErrorType.MANIFEST_SCHEMA1;
      case LAYER_UNSUPPORTED -> MirrorErrorType.LAYER_UNSUPPORTED;
      case IMAGE_EXCLUDED -> MirrorErrorType.IMAGE_EXCLUDED;
      case PULL_SPEC_INVALID -> MirrorErrorType.PULL_SPEC_INVALID;
      case DESTINATION_TAG_INVALID -> MirrorErrorType.DESTINATION_TAG_INVALID;
    };
  }

  /** How many such failures in a row park a task (see {@link MirrorErrorType#parkAfter()}). */
  static int parkAfter(RegistryException failure) {
    return failure.definite()
        ? Math.min(typeOf(failure).parkAfter(), MirrorErrorType.SEVERAL)
        : typeOf(failure).parkAfter();
  }
}

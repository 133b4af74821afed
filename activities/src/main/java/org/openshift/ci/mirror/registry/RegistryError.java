package org.openshift.ci.mirror.registry;

/**
 * The kinds of failure that a {@link RegistryException} reports.
 *
 * <p>One table maps a registry's status and error codes to these kinds (OCI distribution
 * specification, "Error Codes", and observed answers of quay.io).
 */
public enum RegistryError {
  /** No connection, or a broken one: refused, reset, unknown host, TLS failure. */
  REGISTRY_UNREACHABLE,
  /** A 5xx status, or an answer that cannot be understood. */
  REGISTRY_ERROR,
  /** Status 429, with or without {@code Retry-After}. */
  RATE_LIMITED,
  /** The registry accepts no writes at present, as quay.io in its read-only mode (405 DENIED). */
  REGISTRY_READ_ONLY,
  /** No answer, or a stalled one, within the time allowed. */
  TIMEOUT,
  /** The registry lost or rejected an upload session. */
  UPLOAD_INTERRUPTED,
  /** The bytes received do not have the digest requested. */
  CONTENT_CORRUPT,
  /** The digest read back after a push is not the one pushed. */
  READ_BACK_DIFFERS,
  /** Status 401 with the configured credentials. */
  CREDENTIALS_REFUSED,
  /** Status 403, or a 401 that names a missing permission. */
  ACCESS_DENIED,
  /** The manifest of the source image does not exist. */
  SOURCE_MISSING,
  /** A manifest exists, but a blob or child manifest that it names does not. */
  SOURCE_INCOMPLETE,
  /** The target rejects the manifest, or it is not a manifest. */
  MANIFEST_INVALID,
  /** A schema 1 manifest, which the target does not accept. */
  MANIFEST_SCHEMA1,
  /** The target rejects the media type of a layer. */
  LAYER_UNSUPPORTED,
  /** The settings exclude such an image. */
  IMAGE_EXCLUDED,
  /** The pull spec of the source or the target is not valid. */
  PULL_SPEC_INVALID,
  /** The target's tag is not a valid tag (OCI distribution specification, "Pulling manifests"). */
  DESTINATION_TAG_INVALID;

  /** Whether the same request may succeed later although nobody has changed anything. */
  public boolean mayPass() {
    return this == REGISTRY_UNREACHABLE
        || this == REGISTRY_ERROR
        || this == RATE_LIMITED
        || this == REGISTRY_READ_ONLY
        || this == TIMEOUT
        || this == UPLOAD_INTERRUPTED;
  }
}

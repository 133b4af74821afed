package org.openshift.ci.mirror.registry;

/**
 * What kind of failure a {@link RegistryException} stands for.
 *
 * <p>The codes that registries send are mapped to these kinds by one table (OCI distribution
 * specification, "Error Codes", and what quay.io is known to do).
 */
public enum RegistryError {
  /** No connection, or it broke: refused, reset, unknown host, TLS trouble. */
  REGISTRY_UNREACHABLE,
  /** A 5xx status, or an answer that makes no sense. */
  REGISTRY_ERROR,
  /** Status 429, with or without {@code Retry-After}. */
  RATE_LIMITED,
  /** The registry refuses writes for now, as quay.io in its read-only mode (405 DENIED). */
  REGISTRY_READ_ONLY,
  /** No answer, or no further byte of one, within the time allowed. */
  TIMEOUT,
  /** The registry forgot or refused an upload session. */
  UPLOAD_INTERRUPTED,
  /** Bytes arrived whose digest is not the one asked for. */
  CONTENT_CORRUPT,
  /** The digest read back after a push is not the one pushed. */
  READ_BACK_DIFFERS,
  /** Status 401 with the credentials that are configured. */
  CREDENTIALS_REFUSED,
  /** Status 403, or 401 that names a missing permission. */
  ACCESS_DENIED,
  /** The source image is gone: its manifest does not exist. */
  SOURCE_MISSING,
  /** A blob or a child manifest that an existing manifest names does not exist. */
  SOURCE_INCOMPLETE,
  /** The target refuses the manifest, or it is not a manifest. */
  MANIFEST_INVALID,
  /** A schema 1 manifest, which the target does not take. */
  MANIFEST_SCHEMA1,
  /** A layer of a kind the target refuses. */
  LAYER_UNSUPPORTED,
  /** The settings say that such an image is not copied. */
  IMAGE_EXCLUDED,
  /** The pull spec of the source or the target cannot be read. */
  PULL_SPEC_INVALID,
  /**
   * The tag at the target breaks the rules for tags (OCI distribution specification, "Pulling
   * manifests").
   */
  DESTINATION_TAG_INVALID
}

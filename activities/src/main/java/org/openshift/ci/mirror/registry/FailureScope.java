package org.openshift.ci.mirror.registry;

/** What a failure concerns, which decides who else may be affected and what helps. */
public enum FailureScope {
  /** Reading from a registry: another task may read the same blob from elsewhere. */
  READ,
  /** Writing to a registry. */
  WRITE,
  /** An upload session is gone; a new one may succeed at once. */
  UPLOAD_SESSION,
  /** The registry does not know this kind of request. */
  METHOD,
  /**
   * The target does not have blobs or manifests that were believed to be there, or may lack some.
   */
  BLOBS_MISSING_AT_TARGET
}

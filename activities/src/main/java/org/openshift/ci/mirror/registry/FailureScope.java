package org.openshift.ci.mirror.registry;

/** What a failure affects; decides which retry may help. */
public enum FailureScope {
  /** Reading from a registry; the same blob may be readable from another one. */
  READ,
  /** Writing to a registry. */
  WRITE,
  /** An upload session is lost; a new one may succeed at once. */
  UPLOAD_SESSION,
  /** The registry does not support this kind of request. */
  METHOD,
  /** The target lacks, or may lack, blobs or manifests that were believed to be there. */
  BLOBS_MISSING_AT_TARGET
}

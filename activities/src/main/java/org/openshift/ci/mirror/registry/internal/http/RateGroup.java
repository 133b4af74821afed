package org.openshift.ci.mirror.registry.internal.http;

/** Requests that share a rate limit, as quay.io's web server limits them by path. */
public enum RateGroup {
  MANIFESTS,
  BLOBS,
  TOKENS,
  TAGS,
  /** Quay's own API. */
  API
}

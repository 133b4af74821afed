package org.openshift.ci.mirror.registry.internal.http;

/** Requests that a registry limits together, as quay.io's web server does by path. */
public enum RateGroup {
  MANIFESTS,
  BLOBS,
  TOKENS,
  /** Quay's own API. */
  API
}

package org.openshift.ci.mirror.registry;

/** Requests that a registry limits together, as quay.io's web server does by path. */
enum RateGroup {
  MANIFESTS,
  BLOBS,
  TOKENS,
  /** Quay's own API. */
  API
}

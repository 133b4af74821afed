package org.openshift.ci.mirror.registry.internal.http;

import java.util.Locale;
import org.openshift.ci.mirror.registry.FailureScope;

/** The kinds of request that the engine sends; one status can mean different things for each. */
public enum RequestKind {
  MANIFEST_CHECK("HEAD", RateGroup.MANIFESTS, FailureScope.READ),
  MANIFEST_READ("GET", RateGroup.MANIFESTS, FailureScope.READ),
  MANIFEST_WRITE("PUT", RateGroup.MANIFESTS, FailureScope.WRITE),
  REFERRERS("GET", RateGroup.MANIFESTS, FailureScope.READ),
  BLOB_CHECK("HEAD", RateGroup.BLOBS, FailureScope.WRITE),
  BLOB_READ("GET", RateGroup.BLOBS, FailureScope.READ),
  UPLOAD_START("POST", RateGroup.BLOBS, FailureScope.WRITE),
  /** An upload that may be answered with the blob taken from a repository instead. */
  MOUNT("POST", RateGroup.BLOBS, FailureScope.WRITE),
  UPLOAD("PUT", RateGroup.BLOBS, FailureScope.WRITE),
  /** An upload that was started to see whether one can be. */
  UPLOAD_CANCEL("DELETE", RateGroup.BLOBS, FailureScope.WRITE),
  TOKEN("GET", RateGroup.TOKENS, FailureScope.READ),
  /** Quay's own API, not the registry's. */
  TAG_LIST("GET", RateGroup.API, FailureScope.READ);

  private final String method;
  private final RateGroup rateGroup;
  private final FailureScope scope;

  RequestKind(String method, RateGroup rateGroup, FailureScope scope) {
    this.method = method;
    this.rateGroup = rateGroup;
    this.scope = scope;
  }

  public String method() {
    return method;
  }

  /** The name in metrics: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public RateGroup rateGroup() {
    return rateGroup;
  }

  public FailureScope scope() {
    return scope;
  }

  /** Whether a redirect may be followed: blobs and manifests that are stored elsewhere. */
  public boolean followsRedirects() {
    return this == MANIFEST_READ || this == MANIFEST_CHECK || this == BLOB_READ;
  }
}

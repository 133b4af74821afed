package org.openshift.ci.mirror.registry.internal.http;

import java.util.Locale;
import org.openshift.ci.mirror.registry.FailureScope;

/** The kinds of request that the engine sends. The meaning of a status depends on the kind. */
public enum RequestKind {
  MANIFEST_CHECK("HEAD", RateGroup.MANIFESTS, FailureScope.READ),
  MANIFEST_READ("GET", RateGroup.MANIFESTS, FailureScope.READ),
  MANIFEST_WRITE("PUT", RateGroup.MANIFESTS, FailureScope.WRITE),
  REFERRERS("GET", RateGroup.MANIFESTS, FailureScope.READ),
  BLOB_CHECK("HEAD", RateGroup.BLOBS, FailureScope.WRITE),
  BLOB_READ("GET", RateGroup.BLOBS, FailureScope.READ),
  UPLOAD_START("POST", RateGroup.BLOBS, FailureScope.WRITE),
  /** Mounts a blob from another repository, or starts an upload where that is not possible. */
  MOUNT("POST", RateGroup.BLOBS, FailureScope.WRITE),
  UPLOAD("PUT", RateGroup.BLOBS, FailureScope.WRITE),
  /** Cancels an upload that was started only to probe the registry. */
  UPLOAD_CANCEL("DELETE", RateGroup.BLOBS, FailureScope.WRITE),
  TOKEN("GET", RateGroup.TOKENS, FailureScope.READ),
  /**
   * Asks the registry how it authenticates (OCI distribution specification, "Determining Support").
   */
  PING("GET", RateGroup.MANIFESTS, FailureScope.READ),
  /** A request to quay's own API, not to the registry's. */
  TAG_LIST("GET", RateGroup.API, FailureScope.READ),
  /** The names of tags (OCI distribution specification, "Listing Tags"). */
  TAG_NAMES("GET", RateGroup.TAGS, FailureScope.READ),
  /** Removes a tag and nothing else (OCI distribution specification, "Deleting tags"). */
  TAG_REMOVE("DELETE", RateGroup.MANIFESTS, FailureScope.WRITE),
  /** The same by quay's own API. */
  API_TAG_REMOVE("DELETE", RateGroup.API, FailureScope.WRITE);

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

  /** Whether it removes a tag. */
  public boolean removesTag() {
    return this == TAG_REMOVE || this == API_TAG_REMOVE;
  }

  public RateGroup rateGroup() {
    return rateGroup;
  }

  public FailureScope scope() {
    return scope;
  }
}

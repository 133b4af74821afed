package org.openshift.ci.mirror.registry.internal.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * One request to a registry.
 *
 * @param kind the kind of request
 * @param purpose for messages, worded to follow "cannot": {@code read the manifest of …}
 * @param uri the URL
 * @param repository the repository whose credentials are used
 * @param scopes the scopes that a token must have
 * @param body null for none
 * @param offset first byte of the blob to read; 0 for the whole blob
 * @param redirected whether a redirect led to another server than the one first asked
 * @param guard must hold when the request is sent; null for none. The guard of a request with a
 *     body is in the body, which is sent later
 */
public record RegistryRequest(
    RequestKind kind,
    String purpose,
    URI uri,
    Repository repository,
    List<String> scopes,
    RequestBody body,
    long offset,
    boolean redirected,
    WriteGuard guard) {

  public RegistryRequest(
      RequestKind kind, String purpose, URI uri, Repository repository, List<String> scopes) {
    this(kind, purpose, uri, repository, scopes, null, 0, false, null);
  }

  public RegistryRequest(
      RequestKind kind,
      String purpose,
      URI uri,
      Repository repository,
      List<String> scopes,
      RequestBody body) {
    this(kind, purpose, uri, repository, scopes, body, 0, false, null);
  }

  /** The method of the request. */
  public String method() {
    // An identity token is exchanged with a form (Docker registry token authentication, "OAuth 2").
    return kind == RequestKind.TOKEN && body != null ? "POST" : kind.method();
  }

  Map<String, String> headers() {
    return switch (kind) {
      case MANIFEST_CHECK, MANIFEST_READ -> Map.of("Accept", MediaTypes.ACCEPT);
      case REFERRERS -> Map.of("Accept", MediaTypes.OCI_INDEX);
      case BLOB_READ -> offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
      case MANIFEST_WRITE, BLOB_CHECK, UPLOAD_START, MOUNT, UPLOAD -> Map.of();
      case UPLOAD_CANCEL, TOKEN, PING -> Map.of();
      case TAG_REMOVE, API_TAG_REMOVE -> Map.of();
      case TAG_LIST, TAG_NAMES -> Map.of("Accept", "application/json");
    };
  }

  /** See {@link RequestBody#mayBeSentTwice}. */
  public boolean mayBeSentTwice() {
    return body == null || body.mayBeSentTwice();
  }

  /** The same request to the URL that a redirect named. */
  public RegistryRequest redirectedTo(URI newUri) {
    boolean elsewhere = redirected || !UrlPolicy.same(uri, newUri);
    return new RegistryRequest(
        kind, purpose, newUri, repository, scopes, body, offset, elsewhere, guard);
  }

  /**
   * Whether it goes to a server that only an answer of the registry named, such as its storage.
   * Such a server gets no credentials, and its answers are not quoted.
   */
  public boolean isElsewhere() {
    return redirected || (kind != RequestKind.TOKEN && !UrlPolicy.same(uri, repository.base()));
  }

  /** The same request, sent only while the guard holds. */
  public RegistryRequest guardedBy(WriteGuard newGuard) {
    return new RegistryRequest(
        kind, purpose, uri, repository, scopes, body, offset, redirected, newGuard);
  }

  /** The same request for the rest of a blob, from this byte on. */
  public RegistryRequest from(long newOffset) {
    return new RegistryRequest(
        kind, purpose, uri, repository, scopes, body, newOffset, redirected, guard);
  }
}

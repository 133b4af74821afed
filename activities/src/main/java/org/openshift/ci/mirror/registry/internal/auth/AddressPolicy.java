package org.openshift.ci.mirror.registry.internal.auth;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.PrivateAddresses;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * The one policy for addresses that servers name: in redirects of every kind of request (RFC 9110,
 * 15.4), in the locations of uploads, and as realms of token services.
 */
final class AddressPolicy {

  private static final int MAX_REDIRECTS = 5;
  private static final int SEE_OTHER = 303;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, SEE_OTHER, 307, 308);

  private final PrivateAddresses privateAddresses;

  AddressPolicy(PrivateAddresses privateAddresses) {
    this.privateAddresses = privateAddresses;
  }

  static boolean isRedirect(RegistryResponse response) {
    return REDIRECTS.contains(response.status());
  }

  /**
   * The request that follows a redirect; empty when the answer is no redirect, or when the redirect
   * itself answers the question.
   *
   * @param before how many redirects were followed before
   * @throws RegistryException when it cannot be followed
   */
  Optional<RegistryRequest> next(RegistryResponse response, int before) {
    RegistryRequest request = response.request();
    if (!isRedirect(response) || isBlobInStorage(request, response)) {
      return Optional.empty();
    }
    if (request.kind().removesTag()) {
      // It could lead to the image itself, which other tags need.
      throw failure(request, "redirects the removal of a tag, which is not followed");
    }
    URI uri = location(response);
    if (before >= MAX_REDIRECTS) {
      throw failure(request, "redirects more than " + MAX_REDIRECTS + " times");
    }
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (response.status() == SEE_OTHER && !reads) {
      throw failure(request, "redirects a write to something to read");
    }
    if (request.kind() == RequestKind.TOKEN && !maySeeTokens(request, uri)) {
      throw failure(
          request,
          "redirects to "
              + UrlPolicy.origin(uri.toString())
              + ", where credentials and tokens are not safe");
    }
    return Optional.of(request.redirectedTo(uri));
  }

  /**
   * A registry that keeps its blobs elsewhere redirects the question for one that it has. That
   * storage is not asked: the URL may be signed for GET only.
   */
  private static boolean isBlobInStorage(RegistryRequest request, RegistryResponse response) {
    Optional<String> location = response.header("Location");
    return request.kind() == RequestKind.BLOB_CHECK
        && location.isPresent()
        && UrlPolicy.location(request.uri(), location.get())
            .filter(uri -> UrlPolicy.same(uri, request.uri()))
            .isEmpty();
  }

  /** A refresh token is in the body, which another server must not get; a password is not sent. */
  private static boolean maySeeTokens(RegistryRequest request, URI uri) {
    return UrlPolicy.same(request.uri(), uri)
        || ("https".equalsIgnoreCase(uri.getScheme()) && request.body() == null);
  }

  /**
   * The address in the header {@code Location}.
   *
   * @throws RegistryException when it is missing, or must not be used
   */
  URI location(RegistryResponse response) {
    RegistryRequest request = response.request();
    String answered = "answered " + response.status();
    String location = response.header("Location").orElse("");
    if (location.isBlank()) {
      throw failure(request, answered + " without a Location header");
    }
    URI uri =
        UrlPolicy.location(request.uri(), location)
            .orElseThrow(
                () ->
                    failure(
                        request,
                        "%s with a Location (%s) that is not an address which can be used safely"
                            .formatted(answered, UrlPolicy.origin(location))));
    if (leadsInside(request.uri(), uri, request.repository())) {
      throw failure(
          request,
          "%s with a Location (%s) in a private network, which a public server must not name"
              .formatted(answered, UrlPolicy.origin(uri.toString())));
    }
    return uri;
  }

  /**
   * Whether a public server leads to a loopback, link-local or private address, where requests of
   * this process could reach what others cannot. A registry that was declared insecure is on a
   * trusted network, and may.
   */
  boolean leadsInside(URI from, URI to, Repository repository) {
    return repository.base().getScheme().equals("https")
        && !UrlPolicy.host(from).equals(UrlPolicy.host(to))
        && privateAddresses.mayBePrivate(to)
        && !privateAddresses.isPrivate(from);
  }

  private static RegistryException failure(RegistryRequest request, String why) {
    return RegistryFailures.of(RegistryError.REGISTRY_ERROR, request, why);
  }
}

package org.openshift.ci.mirror.registry.internal.auth;

import java.net.URI;
import java.util.Optional;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Sends requests with the right credential, repeats them once after a 401, and follows redirects of
 * reads. A credential is only ever sent to the registry it belongs to.
 */
public final class RegistryClient {

  private static final int MAX_REDIRECTS = 5;

  private final RequestSender sender;
  private final Authenticator authenticator;

  public RegistryClient(RequestSender sender, Authenticator authenticator) {
    this.sender = sender;
    this.authenticator = authenticator;
  }

  /**
   * Sends a request.
   *
   * @return a successful answer, or also a 404 if {@code missingIsFine}
   * @throws RegistryException for every other answer, or none
   */
  public RegistryResponse send(RegistryRequest request, boolean missingIsFine) {
    RegistryRequest current = request;
    boolean refusedBefore = false;
    int redirects = 0;
    while (true) {
      boolean own = UrlPolicy.same(current.uri(), current.repository().base());
      String authorization = own ? authenticator.authorization(current) : null;
      RegistryResponse response = sender.send(current, authorization);
      int status = response.status();
      if (response.isSuccess() || (status == 404 && missingIsFine && isTheRegistrys(response))) {
        return response;
      }
      if (status == 401 && own && !refusedBefore && learn(current, response, authorization)) {
        refusedBefore = true;
        if (current.isRepeatable()) {
          response.close();
          continue;
        }
      }
      Optional<URI> redirect = redirect(current, response);
      if (redirect.isEmpty() || redirects++ >= MAX_REDIRECTS) {
        throw sender.failure(current, response, authorization);
      }
      response.close();
      current = current.withUri(redirect.get());
    }
  }

  private boolean learn(RegistryRequest request, RegistryResponse response, String shown) {
    try {
      return authenticator.learn(request, response.headers("WWW-Authenticate"), shown);
    } catch (RegistryException e) {
      response.close();
      throw e;
    }
  }

  /** A web page comes from a proxy in front of the registry and says nothing about an image. */
  private static boolean isTheRegistrys(RegistryResponse response) {
    return !response.header("Content-Type").orElse("").contains("html");
  }

  private static Optional<URI> redirect(RegistryRequest request, RegistryResponse response) {
    int status = response.status();
    boolean redirected =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (!redirected || !request.kind().followsRedirects()) {
      return Optional.empty();
    }
    String location = response.header("Location").orElse("");
    Optional<URI> uri = UrlPolicy.location(request.uri(), location);
    if (uri.isEmpty()) {
      response.close();
      throw RegistryFailures.of(
          RegistryError.REGISTRY_ERROR,
          request,
          "redirects to '"
              + LogSanitizer.oneLine(location.replaceFirst("\\?.*", ""), 200)
              + "', which cannot be followed safely");
    }
    return uri;
  }
}

package org.openshift.ci.mirror.registry.internal.auth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Sends requests with the right credential, and repeats them when the registry says that it wants
 * another. A credential is only ever sent to the registry it belongs to.
 */
public final class RegistryClient {

  /** The second is for a challenge that asks for more than the first, such as another scope. */
  private static final int MAX_CHALLENGES = 2;

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
    boolean own = UrlPolicy.same(request.uri(), request.repository().base());
    boolean mustShow = false;
    int challenges = 0;
    while (true) {
      String authorization = own ? authenticator.authorization(request, mustShow) : null;
      RegistryResponse response = sender.send(request, authorization);
      boolean repeatable = request.mayBeSentTwice() && !response.request().isElsewhere();
      if (isWhatWasWanted(response)) {
        if (own && authorization == null) {
          authenticator.workedWithout(request);
        }
        return response;
      }
      if (repeatable && authorization == null && !mustShow && isHidden(response)) {
        mustShow = canShow(request, response);
        if (mustShow) {
          response.close();
          continue;
        }
      }
      if (response.status() == 404 && missingIsFine && isTheRegistrys(response)) {
        return response;
      }
      boolean changed =
          response.status() == 401
              && own
              && !response.request().isElsewhere()
              && challenges++ < MAX_CHALLENGES
              && learn(request, response, authorization, challenges > 1);
      if (!changed || !repeatable) {
        throw sender.failure(response, authorization);
      }
      response.close();
    }
  }

  /**
   * The address in the header {@code Location} of an answer.
   *
   * @throws RegistryException when it is missing, or must not be used
   */
  public URI location(RegistryResponse response) {
    return sender.addresses().location(response);
  }

  /** A URL in a manifest, if it may be followed as a redirect of the registry would be. */
  public Optional<URI> followable(RegistryRequest request, String url) {
    return UrlPolicy.location(request.uri(), url)
        .filter(uri -> !sender.addresses().leadsInside(request.uri(), uri, request.repository()));
  }

  /** A redirect that was not followed is the answer to what was asked. */
  private static boolean isWhatWasWanted(RegistryResponse response) {
    return response.isSuccess() || AddressPolicy.isRedirect(response);
  }

  /**
   * Some registries hide what a request without a credential may not see, or do not say how to
   * authenticate.
   */
  private static boolean isHidden(RegistryResponse response) {
    return response.status() == 403
        || response.status() == 404
        || (response.status() == 401 && saysNoWay(response));
  }

  private static boolean saysNoWay(RegistryResponse response) {
    return response.header("WWW-Authenticate").orElse("").isBlank();
  }

  /** Whether a credential can be shown; asks the registry how, unless that is known. */
  private boolean canShow(RegistryRequest request, RegistryResponse hidden) {
    if (authenticator.knows(request)) {
      return true;
    }
    if (!authenticator.mayAsk(request)) {
      return false;
    }
    RegistryRequest ping =
        new RegistryRequest(
            RequestKind.PING,
            "ask " + request.repository().registry() + " how to authenticate",
            request.repository().api(),
            request.repository(),
            List.of());
    try (RegistryResponse answer = sender.send(ping, null)) {
      // A password is the only credential that needs no further word of the registry.
      Iterable<String> ways =
          saysNoWay(answer) ? List.of("Basic") : answer.headers("WWW-Authenticate");
      boolean learned =
          answer.status() == 401
              && !answer.request().isElsewhere()
              && authenticator.learn(request, ways, null, false);
      if (!learned) {
        authenticator.askedInVain(request);
      }
      return learned;
    } catch (RegistryException e) {
      // The answer to the request itself says more.
      return false;
    } catch (CancellationException e) {
      hidden.close();
      throw e;
    }
  }

  private boolean learn(
      RegistryRequest request, RegistryResponse response, String shown, boolean again) {
    try {
      return authenticator.learn(request, response.headers("WWW-Authenticate"), shown, again);
    } catch (RegistryException e) {
      response.close();
      throw e;
    }
  }

  /** A web page comes from a proxy in front of the registry and says nothing about an image. */
  private static boolean isTheRegistrys(RegistryResponse response) {
    return !response.header("Content-Type").orElse("").contains("html");
  }
}

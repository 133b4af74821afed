package org.openshift.ci.mirror.registry.internal.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Decides how a request authenticates: not at all, with a password, or with a token. The registry's
 * first 401 says which of them it wants (RFC 9110, 11; Docker registry token authentication).
 */
public final class Authenticator {

  private final RegistryCredentials credentials;
  private final TokenClient tokenClient;
  private final TokenCache tokens;
  private final Duration longestWait;
  private final Map<String, AuthChallenge> challenges = new ConcurrentHashMap<>();

  /**
   * The authenticator for all requests of an engine.
   *
   * @param longestWait how long a request waits for a token that another request is fetching
   */
  public Authenticator(
      RegistryCredentials credentials,
      TokenClient tokenClient,
      TokenCache tokens,
      Duration longestWait) {
    this.credentials = credentials;
    this.tokenClient = tokenClient;
    this.tokens = tokens;
    this.longestWait = longestWait;
  }

  /** The {@code Authorization} header of a request; null for none. */
  String authorization(RegistryRequest request) {
    AuthChallenge challenge = challenges.get(request.repository().registry());
    if (challenge == null) {
      return null;
    }
    Optional<Credential> credential = credentials.find(request.repository());
    if (challenge.isBasic()) {
      return credential.map(Authenticator::basic).orElse(null);
    }
    if (credential.orElse(null) instanceof Credential.RegistryToken token) {
      return "Bearer " + token.token();
    }
    TokenKey key = key(challenge, request, credential);
    return tokens
        .get(
            key,
            WaitBudget.longestAnswer(longestWait),
            wanted -> tokenClient.fetch(wanted, request.repository()))
        .map(token -> "Bearer " + token)
        .orElseThrow(() -> TokenClient.late(key, request.repository()));
  }

  /**
   * Handles a 401.
   *
   * @param shown the {@code Authorization} header of the rejected request; null for none
   * @return whether another attempt would send a different one
   */
  boolean learn(RegistryRequest request, Iterable<String> headers, String shown) {
    Optional<AuthChallenge> wanted = choose(headers);
    if (wanted.isEmpty()) {
      return false;
    }
    AuthChallenge challenge = wanted.get();
    if (challenge.isBearer()) {
      requireTrusted(request, challenge);
    }
    String registry = request.repository().registry();
    AuthChallenge before = challenges.put(registry, withoutScope(challenge));
    Optional<Credential> credential = credentials.find(request.repository());
    if (challenge.isBasic()) {
      return credential.map(Authenticator::basic).filter(basic -> !basic.equals(shown)).isPresent();
    }
    if (shown != null && before != null && shown.startsWith("Bearer ")) {
      tokens.forget(key(challenge, request, credential), shown.substring("Bearer ".length()));
      return !(credential.orElse(null) instanceof Credential.RegistryToken);
    }
    return true;
  }

  private static Optional<AuthChallenge> choose(Iterable<String> headers) {
    Optional<AuthChallenge> basic = Optional.empty();
    for (String header : headers) {
      for (AuthChallenge challenge : AuthChallenge.parse(header)) {
        if (challenge.isBearer() && challenge.parameter("realm").isPresent()) {
          return Optional.of(challenge);
        }
        if (challenge.isBasic() && basic.isEmpty()) {
          basic = Optional.of(challenge);
        }
      }
    }
    return basic;
  }

  /** Removes the scope, which belongs to a single request. */
  private static AuthChallenge withoutScope(AuthChallenge challenge) {
    String realm = challenge.parameter("realm").orElse("");
    String service = challenge.parameter("service").orElse("");
    return new AuthChallenge(challenge.scheme(), Map.of("realm", realm, "service", service));
  }

  private static TokenKey key(
      AuthChallenge challenge, RegistryRequest request, Optional<Credential> credential) {
    return new TokenKey(
        URI.create(challenge.parameter("realm").orElseThrow()),
        challenge.parameter("service").orElse(""),
        request.scopes(),
        credential.orElse(null));
  }

  private static String basic(Credential credential) {
    return credential instanceof Credential.Password password ? password.basic() : null;
  }

  /**
   * The credential is sent to the realm, which must therefore use https or be the registry itself.
   */
  private void requireTrusted(RegistryRequest request, AuthChallenge challenge) {
    String realm = challenge.parameter("realm").orElse("");
    Optional<URI> uri = parse(realm);
    if (uri.isPresent()) {
      URI base = request.repository().base();
      boolean https = "https".equalsIgnoreCase(uri.get().getScheme());
      if (https || UrlPolicy.same(uri.get(), base)) {
        return;
      }
    }
    throw RegistryFailures.of(
        RegistryError.CREDENTIALS_REFUSED,
        request,
        "wants the credentials sent to '"
            + LogSanitizer.oneLine(realm, 200)
            + "', which is neither https nor the registry itself; nothing was sent there");
  }

  private static Optional<URI> parse(String realm) {
    try {
      URI uri = new URI(realm);
      boolean usable = UrlPolicy.isServer(uri) && uri.getFragment() == null;
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}

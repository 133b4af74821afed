package org.openshift.ci.mirror.registry.internal.auth;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Decides how a request authenticates: not at all, with a password, or with a token. The registry's
 * first 401 says which of them it wants (RFC 9110, 11; Docker registry token authentication).
 */
public final class Authenticator {

  /** A registry that named no challenge when it was asked is not asked again for this long. */
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMinutes(1);

  private final RegistryCredentials credentials;
  private final TokenClient tokenClient;
  private final TokenCache tokens;
  private final AddressPolicy addresses;
  private final Duration longestWait;
  private final Map<ChallengeKey, Learned> challenges = new ConcurrentHashMap<>();
  private final Map<String, Long> askedInVain = new ConcurrentHashMap<>();

  /**
   * The authenticator for all requests of an engine.
   *
   * @param sender decides which token services are trusted
   * @param longestWait how long a request waits for a token that another request is fetching
   */
  public Authenticator(
      RegistryCredentials credentials,
      RequestSender sender,
      TokenCache tokens,
      Duration longestWait) {
    this.credentials = credentials;
    this.tokenClient = new TokenClient(sender);
    this.addresses = sender.addresses();
    this.tokens = tokens;
    this.longestWait = longestWait;
  }

  /** What a challenge was for: a registry may have another one for each repository and access. */
  private record ChallengeKey(Repository repository, List<String> scopes) {
    static ChallengeKey of(RegistryRequest request) {
      return new ChallengeKey(request.repository(), request.scopes());
    }
  }

  /**
   * A challenge as the registry last sent it.
   *
   * @param doubtful whether no token could be got for it since
   */
  private record Learned(AuthChallenge challenge, boolean doubtful) {}

  /**
   * The {@code Authorization} header of a request; null for none, or when the registry must be
   * asked anew what it wants.
   *
   * @param mustShow whether a doubtful challenge is used, too
   */
  String authorization(RegistryRequest request, boolean mustShow) {
    Learned learned = challenges.get(ChallengeKey.of(request));
    if (learned == null || (learned.doubtful() && !mustShow && request.mayBeSentTwice())) {
      return null;
    }
    AuthChallenge challenge = learned.challenge();
    Optional<Credential> credential = credentials.find(request.repository());
    if (challenge.isBasic()) {
      return credential.map(Authenticator::basic).orElse(null);
    }
    if (credential.orElse(null) instanceof Credential.RegistryToken token) {
      return "Bearer " + token.token();
    }
    TokenKey key = key(challenge, request, credential);
    return tokens
        .get(key, WaitBudget.longestAnswer(longestWait), wanted -> fetch(wanted, request, learned))
        .map(token -> "Bearer " + token)
        .orElseThrow(() -> TokenClient.late(key, request.repository()));
  }

  private TokenCache.Token fetch(TokenKey key, RegistryRequest request, Learned learned) {
    try {
      return tokenClient.fetch(key, request.repository());
    } catch (RegistryException e) {
      if (e.type() != RegistryError.RATE_LIMITED) {
        // The registry may have another token service by now, or may have named a wrong one.
        challenges.replace(
            ChallengeKey.of(request), learned, new Learned(learned.challenge(), true));
      }
      throw e;
    }
  }

  /** Whether the registry once wanted a credential for such a request. */
  boolean knows(RegistryRequest request) {
    return challenges.containsKey(ChallengeKey.of(request));
  }

  /** Whether there is a credential to show, and the registry may be asked how. */
  boolean mayAsk(RegistryRequest request) {
    Long asked = askedInVain.get(request.repository().registry());
    boolean lately = asked != null && System.nanoTime() - asked < ASK_AGAIN_AFTER.toNanos();
    return !lately && credentials.find(request.repository()).isPresent();
  }

  /** The registry said nothing about how to authenticate. */
  void askedInVain(RegistryRequest request) {
    askedInVain.put(request.repository().registry(), System.nanoTime());
  }

  /** Forgets a doubtful challenge when such a request succeeded without a credential. */
  void workedWithout(RegistryRequest request) {
    challenges.remove(ChallengeKey.of(request));
  }

  /**
   * Handles a 401.
   *
   * @param shown the {@code Authorization} header of the rejected request; null for none
   * @param again whether the request was rejected before: then only another challenge helps
   * @return whether another attempt would send a different one
   */
  boolean learn(RegistryRequest request, Iterable<String> headers, String shown, boolean again) {
    Optional<AuthChallenge> wanted = choose(headers);
    if (wanted.isEmpty()) {
      return false;
    }
    AuthChallenge challenge = wanted.get();
    if (challenge.isBearer()) {
      challenge = trusted(request, challenge);
    }
    Learned before = challenges.put(ChallengeKey.of(request), new Learned(challenge, false));
    if (again && before != null && before.challenge().equals(challenge)) {
      return false;
    }
    Optional<Credential> credential = credentials.find(request.repository());
    if (challenge.isBasic()) {
      return credential.map(Authenticator::basic).filter(basic -> !basic.equals(shown)).isPresent();
    }
    if (shown != null && before != null && shown.startsWith("Bearer ")) {
      if (before.challenge().isBearer()) {
        tokens.forget(
            key(before.challenge(), request, credential), shown.substring("Bearer ".length()));
      }
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

  private static TokenKey key(
      AuthChallenge challenge, RegistryRequest request, Optional<Credential> credential) {
    List<String> scopes = new ArrayList<>(request.scopes());
    challenge.parameter("scope").ifPresent(scope -> scopes.addAll(TokenScopes.of(scope)));
    return new TokenKey(
        URI.create(challenge.parameter("realm").orElseThrow()),
        challenge.parameter("service").orElse(""),
        scopes,
        credential.orElse(null));
  }

  private static String basic(Credential credential) {
    return credential instanceof Credential.Password password ? password.basic() : null;
  }

  /**
   * The challenge, with a realm that the credential may be sent to: it must use https or be the
   * registry itself. Of its scopes only those remain that the request does not name itself, as a
   * registry behind another name has them.
   */
  private AuthChallenge trusted(RegistryRequest request, AuthChallenge challenge) {
    String realm = challenge.parameter("realm").orElse("");
    URI base = request.repository().base();
    Optional<URI> uri = UrlPolicy.location(base, realm);
    boolean safe =
        uri.isPresent()
            && ("https".equalsIgnoreCase(uri.get().getScheme()) || UrlPolicy.same(uri.get(), base));
    if (!safe) {
      throw distrusted(request, realm, "which is neither https nor the registry itself");
    }
    if (addresses.leadsInside(base, uri.get(), request.repository())) {
      throw distrusted(request, realm, "which is in a private network, and the registry is not");
    }
    return new AuthChallenge(
        challenge.scheme(),
        Map.of(
            "realm", uri.get().toString(),
            "service", challenge.parameter("service").orElse(""),
            "scope",
                TokenScopes.beyond(challenge.parameter("scope").orElse(""), request.scopes())));
  }

  private static RegistryException distrusted(RegistryRequest request, String realm, String why) {
    return RegistryFailures.of(
        RegistryError.CREDENTIALS_REFUSED,
        request,
        "wants the credentials sent to '"
            + UrlPolicy.origin(realm)
            + "', "
            + why
            + "; nothing was sent there");
  }
}

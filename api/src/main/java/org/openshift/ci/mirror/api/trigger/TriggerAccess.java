package org.openshift.ci.mirror.api.trigger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/** Decides whether a request may trigger: by a bearer token (RFC 6750) that stands in a file. */
public final class TriggerAccess {

  private static final String SCHEME = "bearer ";

  private static final String HOW_TO =
      "put a token into a file and start this service with --trigger-token-file FILE";

  private final Optional<TokenFile> file;

  /**
   * Access by the token of a file.
   *
   * @param file empty refuses everybody
   */
  public TriggerAccess(Optional<TokenFile> file) {
    this.file = file;
  }

  /**
   * Lets a request pass, or not.
   *
   * @param authorization the request's Authorization header; null when it has none
   * @throws ApiProblem when it may not trigger
   */
  void require(String authorization) {
    TokenFile configured =
        file.orElseThrow(
            () -> forbidden("re-triggering over HTTP is not set up here; to have it, " + HOW_TO));
    if (authorization == null || !isBearer(authorization)) {
      throw ApiProblem.of(
          ApiProblem.Kind.UNAUTHORIZED,
          "re-triggering needs the header 'Authorization: Bearer <token>', with the token that this"
              + " service was given by --trigger-token-file");
    }
    String given = authorization.substring(SCHEME.length()).strip();
    if (!sameInConstantTime(given, expected(configured))) {
      throw forbidden("this is not the token that this service was given by --trigger-token-file");
    }
  }

  private static String expected(TokenFile configured) {
    try {
      return configured.read();
    } catch (TokenFile.UnusableException e) {
      throw forbidden("nobody may re-trigger over HTTP now: " + e.getMessage());
    }
  }

  private static boolean isBearer(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        && !authorization.substring(SCHEME.length()).isBlank();
  }

  private static boolean sameInConstantTime(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static ApiProblem forbidden(String message) {
    return ApiProblem.of(ApiProblem.Kind.FORBIDDEN, message);
  }
}

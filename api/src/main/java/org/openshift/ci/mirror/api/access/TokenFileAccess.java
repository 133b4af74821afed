package org.openshift.ci.mirror.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.problem.ApiProblem.Kind;
import org.openshift.ci.mirror.api.problem.ApiProblem.Refusal;
import org.openshift.ci.mirror.log.LogOnce;
import org.slf4j.LoggerFactory;

/** Decides by the one bearer token (RFC 6750) of a file: whoever has it may do everything. */
public final class TokenFileAccess implements Access {

  private static final String HOW_TO =
      "write a token to a file and start this service with --trigger-token-file FILE";

  private static final String ASK_FOR_IT = "; ask the operators who run this service for it";

  private final Optional<TokenFile> file;
  private final WrongTokens wrongTokens;

  private final LogOnce problemLog = new LogOnce(LoggerFactory.getLogger(TokenFileAccess.class));

  /**
   * Access with the token in a file.
   *
   * @param file the file; empty refuses all requests
   */
  public TokenFileAccess(Optional<TokenFile> file) {
    this(file, new WrongTokens());
  }

  TokenFileAccess(Optional<TokenFile> file, WrongTokens wrongTokens) {
    this.file = file;
    this.wrongTokens = wrongTokens;
  }

  @Override
  public String tokenSource() {
    return file.isPresent()
        ? "Ask the operators who run this service for its token."
        : "Nobody can ask anything of tasks here: this service has no token file.";
  }

  @Override
  public String require(Caller caller, String verb, String namespace) {
    require(caller.authorization(), caller.address());
    return "a holder of the token, from " + caller.address();
  }

  /**
   * Checks a request.
   *
   * @param authorization the request's Authorization header; null when it has none
   * @param address the IP address that the request came from
   * @throws ApiProblem when the request is refused; after a second when its token is wrong
   */
  void require(String authorization, String address) {
    TokenFile configured =
        file.orElseThrow(
            () ->
                switchedOff(
                    "asking anything of tasks over HTTP is switched off; to allow it, " + HOW_TO));
    String given =
        new Caller(authorization, address)
            .bearerToken()
            .orElseThrow(
                () ->
                    ApiProblem.refused(
                        Kind.UNAUTHORIZED,
                        Refusal.NO_TOKEN,
                        "this needs the header 'Authorization: Bearer <token>' with the token in the"
                            + " file of this service's flag --trigger-token-file"
                            + ASK_FOR_IT));
    if (!sameInConstantTime(given, expected(configured))) {
      wrongTokens.from(address);
      throw ApiProblem.refused(
          Kind.FORBIDDEN,
          Refusal.WRONG_TOKEN,
          "the token is not the one in the file of this service's flag --trigger-token-file"
              + ASK_FOR_IT);
    }
  }

  private String expected(TokenFile configured) {
    try {
      String token = configured.readLong();
      problemLog.update("token", List.of());
      return token;
    } catch (TokenFile.UnusableException e) {
      String what = "asking anything of tasks over HTTP is not possible now: ";
      problemLog.update("token", List.of(what + e.getMessage()));
      throw switchedOff(what + e.forClients());
    }
  }

  private static boolean sameInConstantTime(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static ApiProblem switchedOff(String message) {
    return ApiProblem.refused(Kind.FORBIDDEN, Refusal.SWITCHED_OFF, message);
  }
}

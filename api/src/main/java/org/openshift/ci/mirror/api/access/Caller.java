package org.openshift.ci.mirror.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * Who sends a request, as far as the request says.
 *
 * @param authorization its Authorization header; null when it has none
 * @param address the IP address that it came from
 */
public record Caller(String authorization, String address) {

  private static final String SCHEME = "bearer ";

  /** The sender of this request. */
  public static Caller of(HttpServletRequest request) {
    return new Caller(request.getHeader(HttpHeaders.AUTHORIZATION), request.getRemoteAddr());
  }

  /** The bearer token of the request (RFC 6750, section 2.1), if it has one. */
  public Optional<String> bearerToken() {
    return Optional.ofNullable(authorization)
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(header -> header.substring(SCHEME.length()).strip())
        .filter(token -> !token.isEmpty());
  }

  /** Without the credential. */
  @Override
  public String toString() {
    return "a client at " + address;
  }
}

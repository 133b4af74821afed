package org.openshift.ci.mirror.api.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/**
 * Who sends a request, as far as the request says.
 *
 * @param authorization its Authorization header; null when it has none
 * @param address the IP address that it came from
 */
public record Caller(String authorization, String address) {

  /** The sender of this request. */
  public static Caller of(HttpServletRequest request) {
    return new Caller(request.getHeader(HttpHeaders.AUTHORIZATION), request.getRemoteAddr());
  }

  /** Without the credential. */
  @Override
  public String toString() {
    return "a client at " + address;
  }
}

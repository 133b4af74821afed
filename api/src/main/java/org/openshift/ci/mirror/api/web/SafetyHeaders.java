package org.openshift.ci.mirror.api.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;

/**
 * Security headers of every answer: the page runs only its own script and is not shown in frames,
 * and no cache keeps answers of the API. A valve, because Tomcat also answers requests that no
 * servlet filter sees.
 */
public final class SafetyHeaders extends ValveBase {

  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    String path = request.getRequestURI();
    boolean data = path == null || path.startsWith("/api/");
    response.setHeader(HttpHeaders.CACHE_CONTROL, data ? "no-store" : "no-cache");
    getNext().invoke(request, response);
  }
}

package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.openshift.ci.mirror.registry.WriteGuard;

/**
 * Checks the guard of a request without a body right before it is sent, when the request no longer
 * has to wait for a connection.
 */
final class GuardedExecutor extends HttpRequestExecutor {

  private static final String GUARD = GuardedExecutor.class.getName();

  /** Makes requests with this context depend on a guard; null for none. */
  static void guard(HttpContext context, WriteGuard guard) {
    context.setAttribute(GUARD, guard);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback information,
      HttpContext context)
      throws IOException, HttpException {
    if (context.getAttribute(GUARD) instanceof WriteGuard guard && !guard.holds()) {
      throw new GuardExpiredException();
    }
    return super.execute(request, connection, information, context);
  }
}

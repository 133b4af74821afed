package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Listens while a body is sent: a registry that refuses an upload says so at its beginning, and may
 * close the connection before its end, and then the reason would be lost with the rest.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {

  /** TLS can only be asked by waiting, so it is asked seldom. */
  private static final long TLS_EVERY_BYTES = 8L * 1024 * 1024;

  @Override
  public boolean isEarlyResponseDetected(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      InputStream in,
      long bytesSent,
      long nextBytes)
      throws IOException {
    if (connection.getSSLSession() == null) {
      return in.available() > 0;
    }
    return bytesSent / TLS_EVERY_BYTES != (bytesSent + nextBytes) / TLS_EVERY_BYTES
        && connection.isDataAvailable(Timeout.ofMilliseconds(1));
  }
}

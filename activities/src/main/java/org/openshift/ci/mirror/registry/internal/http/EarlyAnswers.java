package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Looks for an answer while a body is being sent. A registry may reject an upload at its beginning
 * and close the connection before its end; without this, its reason would be lost.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {

  /** With TLS, looking for an answer means waiting for one, so this is done rarely. */
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

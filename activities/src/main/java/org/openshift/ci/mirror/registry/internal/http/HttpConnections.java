package org.openshift.ci.mirror.registry.internal.http;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.openshift.ci.mirror.registry.EngineSettings;

/** Creates the pool of connections. */
final class HttpConnections {

  /**
   * Limits the head of an answer, with which a hostile server could otherwise exhaust the memory.
   * Real ones have a few kilobytes, most of it a signed URL.
   */
  private static final int MAX_LINE_LENGTH = 64 * 1024;

  private static final int MAX_HEADERS = 200;

  private HttpConnections() {}

  static PoolingHttpClientConnectionManager pool(EngineSettings settings) {
    Timeout connect = Timeout.of(settings.timeouts().connect());
    int perHost = settings.concurrency().connectionsPerHost();
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(perHost)
            .setMaxConnTotal(4 * perHost)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(MAX_LINE_LENGTH)
                            .setMaxHeaderCount(MAX_HEADERS)
                            .build())
                    .responseOutOfOrderStrategy(new EarlyAnswers())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(connect)
                    .build())
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build());
    if (!settings.certificateAuthorities().isEmpty()) {
      connections.setTlsSocketStrategy(
          ClientTlsStrategyBuilder.create()
              .setSslContext(TrustedAuthorities.context(settings.certificateAuthorities()))
              .buildClassic());
    }
    return connections.build();
  }
}

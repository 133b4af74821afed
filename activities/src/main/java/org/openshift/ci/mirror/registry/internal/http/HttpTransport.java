package org.openshift.ci.mirror.registry.internal.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.proxy.ProxyServer;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Sends single requests over pooled, persistent connections. It follows no redirects, repeats
 * nothing, keeps no cookies and decompresses nothing: each of these would be wrong for some
 * registry request, so the callers do what is right for theirs.
 */
public final class HttpTransport implements AutoCloseable {

  /** Size of one write. The watchdog counts a write's bytes only when the peer took all of them. */
  private static final int WATCHED_BYTES = Watchdog.LEAST_BYTES;

  private static final String USER_AGENT = "ci-images-mirror";

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final Watchdog watchdog = new Watchdog();
  private final EnvironmentProxies proxies;
  private final EngineSettings.Timeouts timeouts;
  private final Map<RequestKind, RequestConfig> configs = new EnumMap<>(RequestKind.class);

  public HttpTransport(EngineSettings settings, EnvironmentProxies proxies) {
    this.timeouts = settings.timeouts();
    this.proxies = proxies;
    for (RequestKind kind : RequestKind.values()) {
      configs.put(kind, config(kind, timeouts));
    }
    this.connections = HttpConnections.pool(settings);
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setUserAgent(USER_AGENT)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableConnectionState()
            .setRequestExecutor(new GuardedExecutor())
            .evictIdleConnections(TimeValue.of(30, TimeUnit.SECONDS));
    BasicCredentialsProvider passwords = new BasicCredentialsProvider();
    for (ProxyServer server : proxies.withPassword()) {
      passwords.setCredentials(
          new AuthScope(server.host(), server.port()),
          new UsernamePasswordCredentials(server.user(), server.password()));
    }
    this.client =
        builder.setProxySelector(proxies).setDefaultCredentialsProvider(passwords).build();
  }

  /** Closes the connections that no request uses at this moment. */
  public void closeIdleConnections() {
    connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  /**
   * Sends a request.
   *
   * @param authorization null for none
   * @throws IOException when there was no answer
   * @throws StalledException when a timeout expired
   * @throws GuardExpiredException when the request's guard no longer held
   */
  public RegistryResponse send(RegistryRequest request, String authorization) throws IOException {
    HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
    http.setConfig(configs.get(request.kind()));
    request.headers().forEach(http::addHeader);
    if (authorization != null) {
      http.setHeader("Authorization", authorization);
    }
    Optional<ProxyServer> proxy = proxies.server(request.uri());
    if (proxy.isPresent() && proxy.get().hasUser() && !isTunnelled(request)) {
      // Asked for it only afterwards, an upload could not be sent a second time.
      http.setHeader("Proxy-Authorization", proxy.get().basic());
    }
    Watchdog.Watch watch = watchdog.watch(http::cancel);
    boolean answered = false;
    try {
      if (request.body() != null) {
        http.setEntity(new WatchedEntity(request.body(), request.kind(), watch));
      }
      watch.within(WaitBudget.longestAnswer(timeouts.response()));
      URI uri = request.uri();
      HttpHost host = new HttpHost(uri.getScheme(), UrlPolicy.host(uri), UrlPolicy.port(uri));
      HttpClientContext context = HttpClientContext.create();
      GuardedExecutor.guard(context, request.guard());
      ClassicHttpResponse response = client.executeOpen(host, http, context);
      if (proxy.isPresent() && isTunnelled(request) && context.getSSLSession() == null) {
        response.close();
        throw new IOException(
            "the proxy %s answered %d to CONNECT".formatted(proxy.get(), response.getCode()));
      }
      if (request.kind() == RequestKind.BLOB_READ) {
        watch.flowing(timeouts.idle());
      }
      RegistryResponse answer = new RegistryResponse(request, response, watch);
      answered = true;
      return answer;
    } catch (GuardExpiredException e) {
      throw e;
    } catch (IOException e) {
      throw watch.expired() ? new StalledException() : ofProxy(proxy, e);
    } catch (IllegalStateException e) {
      // What the client throws when its lease of a connection is cancelled, at various moments.
      if (watch.expired()) {
        throw new StalledException();
      }
      throw e;
    } finally {
      if (!answered) {
        watch.close();
      }
    }
  }

  /** Whether requests to this URL go through a proxy, which resolves its host. */
  public boolean usesProxy(URI uri) {
    return proxies.isUsedFor(uri);
  }

  /** Through a tunnel, the proxy sees no request. */
  private static boolean isTunnelled(RegistryRequest request) {
    return "https".equalsIgnoreCase(request.uri().getScheme());
  }

  /** Says that a connection failed because of the proxy. */
  private static IOException ofProxy(Optional<ProxyServer> proxy, IOException failure) {
    boolean connecting =
        failure instanceof ConnectException || failure instanceof UnknownHostException;
    if (proxy.isPresent() && connecting) {
      return new IOException("the proxy " + proxy.get() + " cannot be reached", failure);
    }
    return failure;
  }

  /** The watchdog aborted the request. */
  public static final class StalledException extends IOException {
    public StalledException() {
      super("took too long");
    }
  }

  @Override
  public void close() {
    watchdog.close();
    client.close(CloseMode.IMMEDIATE);
  }

  private static RequestConfig config(RequestKind kind, EngineSettings.Timeouts timeouts) {
    // The socket's own timeout only backs up the watchdog, which distinguishes the phases of a
    // request.
    Duration longest =
        switch (kind) {
          case BLOB_READ -> timeouts.idle();
          case UPLOAD -> timeouts.commit();
          case MANIFEST_CHECK, MANIFEST_READ, MANIFEST_WRITE, REFERRERS -> timeouts.response();
          case BLOB_CHECK, UPLOAD_START, UPLOAD_CANCEL, MOUNT, TOKEN, PING, TAG_LIST ->
              timeouts.response();
          case TAG_NAMES, TAG_REMOVE, API_TAG_REMOVE -> timeouts.response();
        };
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(timeouts.response()))
        .setResponseTimeout(Timeout.of(longest))
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  /** A body that informs the watchdog while it waits for the peer. */
  private final class WatchedEntity extends AbstractHttpEntity {
    private final RequestBody body;
    private final RequestKind kind;
    private final Watchdog.Watch watch;

    WatchedEntity(RequestBody body, RequestKind kind, Watchdog.Watch watch) {
      super(body.contentType(), null);
      this.body = body;
      this.kind = kind;
      this.watch = watch;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      if (kind != RequestKind.UPLOAD) {
        body.writeTo(out);
        return;
      }
      watch.flowing(timeouts.idle());
      body.writeTo(new WatchedOutput(out, watch));
      watch.within(timeouts.commit());
    }

    @Override
    public InputStream getContent() {
      throw new UnsupportedOperationException("only written");
    }

    @Override
    public boolean isRepeatable() {
      return body.mayBeSentTwice();
    }

    @Override
    public boolean isStreaming() {
      return !body.mayBeSentTwice();
    }

    @Override
    public long getContentLength() {
      return body.length();
    }

    @Override
    public void close() {
      // The creator of the body closes it.
    }
  }

  private static final class WatchedOutput extends FilterOutputStream {
    private final Watchdog.Watch watch;

    WatchedOutput(OutputStream out, Watchdog.Watch watch) {
      super(out);
      this.watch = watch;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int sent = 0; sent < length; ) {
        int count = Math.min(WATCHED_BYTES, length - sent);
        watch.begin();
        out.write(bytes, offset + sent, count);
        watch.end(count);
        sent += count;
      }
    }
  }
}

package org.openshift.ci.mirror.proxy;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses proxies as {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} say, in upper or
 * lower case, with the rules of Go's {@code net/http} and so of the usual registry tools. This
 * machine is never reached through a proxy. The system properties of Java ({@code https.proxyHost},
 * …) take precedence over the environment.
 */
public final class EnvironmentProxies extends ProxySelector {

  private static final List<String> PROPERTIES =
      List.of("http.proxyHost", "https.proxyHost", "socksProxyHost");

  /** The JDK sends no password to a proxy for https unless this is empty. */
  private static final String REFUSED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final ProxyServer forHttp;
  private final ProxyServer forHttps;
  private final ProxyExceptions exceptions;

  private EnvironmentProxies(
      ProxyServer forHttp, ProxyServer forHttps, ProxyExceptions exceptions) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.exceptions = exceptions;
  }

  /**
   * The proxies of this process.
   *
   * @throws IllegalArgumentException like {@link #of}
   */
  public static EnvironmentProxies ofProcess() {
    return ofProcess(System.getenv());
  }

  /** As {@link #ofProcess()}, for a process that has these environment variables. */
  public static EnvironmentProxies ofProcess(Map<String, String> environment) {
    boolean properties = PROPERTIES.stream().anyMatch(name -> System.getProperty(name) != null);
    return of(properties ? Map.of() : environment);
  }

  /**
   * The proxies that these environment variables name.
   *
   * @throws IllegalArgumentException when one is not the address of an HTTP proxy; the message
   *     names the variable and does not quote it, since it may contain a password
   */
  public static EnvironmentProxies of(Map<String, String> environment) {
    return new EnvironmentProxies(
        ProxyServer.of(environment, "HTTP_PROXY").orElse(null),
        ProxyServer.of(environment, "HTTPS_PROXY").orElse(null),
        new ProxyExceptions(ProxyServer.variable(environment, "NO_PROXY").orElse("")));
  }

  /** The proxy for a URL; empty for a direct connection. */
  public Optional<ProxyServer> server(URI uri) {
    ProxyServer server = "https".equalsIgnoreCase(uri.getScheme()) ? forHttps : forHttp;
    return Optional.ofNullable(server).filter(any -> !exceptions.contains(uri));
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (forHttp == null && forHttps == null && ProxySelector.getDefault() != null) {
      return ProxySelector.getDefault().select(uri);
    }
    return List.of(server(uri).map(ProxyServer::proxy).orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // There is no other proxy to try.
  }

  /** The proxies that want a password. */
  public List<ProxyServer> withPassword() {
    return Stream.of(forHttp, forHttps)
        .filter(server -> server != null && server.hasUser())
        .toList();
  }

  /** Lets the clients that this builder creates use these proxies. */
  public HttpClient.Builder usedBy(HttpClient.Builder client) {
    List<ProxyServer> withPassword = withPassword();
    client.proxy(this);
    if (withPassword.isEmpty()) {
      return client;
    }
    if (System.getProperty(REFUSED_SCHEMES) == null) {
      System.setProperty(REFUSED_SCHEMES, "");
    }
    return client.authenticator(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return withPassword.stream()
                .filter(server -> getRequestorType() == RequestorType.PROXY)
                .filter(server -> server.isAt(getRequestingHost(), getRequestingPort()))
                .map(ProxyServer::passwordAuthentication)
                .findFirst()
                .orElse(null);
          }
        });
  }

  /** Whether requests to a URL go through a proxy, which then resolves the host. */
  public boolean isUsedFor(URI uri) {
    return select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }
}

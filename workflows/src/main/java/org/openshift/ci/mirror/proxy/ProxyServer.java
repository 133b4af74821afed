package org.openshift.ci.mirror.proxy;

import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HTTP proxy.
 *
 * @param host its host
 * @param port its port
 * @param userInfo {@code user:password}, decoded; empty for none. Never printed
 */
public record ProxyServer(String host, int port, String userInfo) {

  private static final int DEFAULT_PORT = 80;

  static Optional<ProxyServer> of(Map<String, String> environment, String variable) {
    return variable(environment, variable).map(text -> parse(text, variable));
  }

  /** The value of an environment variable in upper or lower case; empty when it is blank. */
  static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name, name.toLowerCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static ProxyServer parse(String text, String variable) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (scheme.equals("http") && uri.getHost() != null) {
        String user = uri.getRawUserInfo() == null ? "" : decoded(uri.getRawUserInfo());
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new ProxyServer(uri.getHost(), port, user);
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Reported below without quoting it.
    }
    throw new IllegalArgumentException(
        "the environment variable %s (or %s) is not the address of an HTTP proxy: give http://host:port"
            .formatted(variable, variable.toLowerCase(Locale.ROOT)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  /** Whether it wants a user name and a password. */
  public boolean hasUser() {
    return !userInfo.isEmpty();
  }

  /** The name of the user. */
  public String user() {
    return userInfo.contains(":") ? userInfo.substring(0, userInfo.indexOf(':')) : userInfo;
  }

  /** The password; empty for none. */
  public char[] password() {
    return userInfo.substring(Math.min(user().length() + 1, userInfo.length())).toCharArray();
  }

  /** The value of {@code Proxy-Authorization} (RFC 7617). */
  public String basic() {
    byte[] pair =
        (userInfo.contains(":") ? userInfo : userInfo + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  boolean isAt(String otherHost, int otherPort) {
    return host.equalsIgnoreCase(otherHost) && port == otherPort;
  }

  PasswordAuthentication passwordAuthentication() {
    return new PasswordAuthentication(user(), password());
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}

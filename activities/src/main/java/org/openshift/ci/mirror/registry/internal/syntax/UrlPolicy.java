package org.openshift.ci.mirror.registry.internal.syntax;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides which URLs sent by a registry may be used, and which of them may get its credentials. */
public final class UrlPolicy {

  private static final int HIGHEST_PORT = 65535;

  /** {@link URI} finds no host in an authority with an underscore, which names of buckets have. */
  private static final Pattern UNDERSCORE_HOST =
      Pattern.compile("([\\w.-]*_[\\w.-]*)(?::(\\d{1,5}))?");

  private UrlPolicy() {}

  /** Whether both have the same scheme, host and port. */
  public static boolean same(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && hostAndPort(one).equals(hostAndPort(other));
  }

  /** Host and port in lower case, with the scheme's default port where the URL has none. */
  public static String hostAndPort(URI uri) {
    return host(uri) + ":" + portOrDefault(uri);
  }

  /** The port as written, else the scheme's default. */
  public static int portOrDefault(URI uri) {
    int port = port(uri);
    if (port >= 0) {
      return port;
    }
    return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
  }

  /** Whether the host is this machine by its name (RFC 6761, 6.3). */
  public static boolean isLocalhost(URI uri) {
    String host = host(uri).replaceFirst("\\.$", "");
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  /** The host in lower case, also where it contains an underscore; empty when there is none. */
  public static String host(URI uri) {
    String host = uri.getHost() == null ? underscoreHost(uri, 1) : uri.getHost();
    return host.toLowerCase(Locale.ROOT);
  }

  /** The port as written; -1 for none. */
  public static int port(URI uri) {
    String port = uri.getHost() == null ? underscoreHost(uri, 2) : "";
    return port.isEmpty() ? uri.getPort() : Integer.parseInt(port);
  }

  private static String underscoreHost(URI uri, int group) {
    String authority = uri.getRawAuthority();
    Matcher matcher = UNDERSCORE_HOST.matcher(authority == null ? "" : authority);
    return matcher.matches() && matcher.group(group) != null ? matcher.group(group) : "";
  }

  /**
   * The URL of a {@code Location} header, if it may be used. Characters that a URL must not contain
   * are encoded. An http URL on the https host that sent it (registries behind a proxy send these)
   * is changed to https; http to another host is rejected.
   *
   * @param asked the URL of the request
   */
  public static Optional<URI> location(URI asked, String location) {
    String encoded = UrlEncoding.encoded(location.strip());
    if (encoded.isEmpty()) {
      // It would be resolved to the folder of the request.
      return Optional.empty();
    }
    if (encoded.startsWith("?")) {
      // URI would leave out the last part of the path (RFC 3986, 5.2.2).
      encoded = asked.getRawPath() + encoded;
    }
    URI uri;
    try {
      uri = asked.resolve(new URI(encoded));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
    if (!isServer(uri)) {
      return Optional.empty();
    }
    if ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(asked.getScheme())) {
      return Optional.of(uri);
    }
    return upgraded(asked, uri);
  }

  /**
   * Whether a request can be sent to this URL: it needs a host and a valid port, and no user name.
   */
  public static boolean isServer(URI uri) {
    return uri.getScheme() != null
        && (uri.getScheme().equalsIgnoreCase("https") || uri.getScheme().equalsIgnoreCase("http"))
        && !host(uri).isEmpty()
        && uri.getUserInfo() == null
        && port(uri) != 0
        && port(uri) <= HIGHEST_PORT;
  }

  /**
   * The scheme, host and port of a text that should be a URL, on one line, for messages: a user
   * name, a path or a query may be secret.
   */
  public static String origin(String text) {
    return LogSanitizer.oneLine(UrlEncoding.origin(text.strip()), 300);
  }

  private static Optional<URI> upgraded(URI asked, URI uri) {
    boolean samePort = port(uri) < 0 || port(uri) == 80 || port(uri) == port(asked);
    if (!host(uri).equals(host(asked)) || !samePort) {
      return Optional.empty();
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return Optional.of(URI.create("https://" + asked.getRawAuthority() + uri.getRawPath() + query));
  }
}

package org.openshift.ci.mirror.registry.internal.syntax;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Decides which URLs sent by a registry may be used, and which of them may get its credentials. */
public final class UrlPolicy {

  private static final int HIGHEST_PORT = 65535;

  private UrlPolicy() {}

  /** Whether both have the same scheme, host and port. */
  public static boolean same(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && hostAndPort(one).equals(hostAndPort(other));
  }

  /** Host and port in lower case, with the scheme's default port where the URL has none. */
  public static String hostAndPort(URI uri) {
    int port = uri.getPort();
    if (port < 0) {
      port = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }
    return uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /**
   * The URL of a {@code Location} header, if it may be used. An http URL on the https host that
   * sent it (registries behind a proxy send these) is changed to https; http to another host is
   * rejected.
   *
   * @param asked the URL of the request
   */
  public static Optional<URI> location(URI asked, String location) {
    URI uri;
    try {
      uri = asked.resolve(new URI(location));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
    if (!isServer(uri)) {
      return Optional.empty();
    }
    if ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(asked.getScheme())) {
      return Optional.of(withoutFragment(uri));
    }
    return upgraded(asked, uri);
  }

  /**
   * Whether a request can be sent to this URL: it needs a host and a valid port, and no user name.
   */
  public static boolean isServer(URI uri) {
    return uri.getScheme() != null
        && (uri.getScheme().equalsIgnoreCase("https") || uri.getScheme().equalsIgnoreCase("http"))
        && uri.getHost() != null
        && uri.getUserInfo() == null
        && uri.getPort() != 0
        && uri.getPort() <= HIGHEST_PORT;
  }

  /** A fragment is never sent, and parameters appended after it would be lost. */
  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    return hash < 0 ? uri : URI.create(text.substring(0, hash));
  }

  private static Optional<URI> upgraded(URI asked, URI uri) {
    boolean samePort = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == asked.getPort();
    if (!uri.getHost().equalsIgnoreCase(asked.getHost()) || !samePort) {
      return Optional.empty();
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return Optional.of(URI.create("https://" + asked.getRawAuthority() + uri.getRawPath() + query));
  }
}

package org.openshift.ci.mirror.registry.internal.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Tells servers of this machine and of private networks from public ones: loopback, link-local and
 * private addresses (RFC 1918, RFC 4193, RFC 6598).
 */
public final class PrivateAddresses {

  private final Predicate<URI> proxied;

  /**
   * @param proxied whether a proxy resolves the host of a URL. Its name is not looked up then
   */
  public PrivateAddresses(Predicate<URI> proxied) {
    this.proxied = proxied;
  }

  /** Whether the host certainly is such a server: by its name, or by all of its addresses. */
  public boolean isPrivate(URI uri) {
    List<InetAddress> addresses = addresses(uri);
    return UrlPolicy.isLocalhost(uri)
        || (!addresses.isEmpty() && addresses.stream().allMatch(PrivateAddresses::isPrivate));
  }

  /** Whether a request could reach such a server: one of its addresses is enough. */
  public boolean mayBePrivate(URI uri) {
    return UrlPolicy.isLocalhost(uri)
        || addresses(uri).stream().anyMatch(PrivateAddresses::isPrivate);
  }

  private List<InetAddress> addresses(URI uri) {
    String host = UrlPolicy.host(uri);
    boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
    if (!literal && proxied.test(uri)) {
      return List.of();
    }
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean reserved =
        address instanceof Inet6Address
            ? (first & 0xfe) == 0xfc
            : first == 0 || (first == 100 && (second & 0xc0) == 64);
    return reserved
        || address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress();
  }
}

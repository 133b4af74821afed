package org.openshift.ci.mirror.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are reached directly: those of {@code NO_PROXY}, a list of names, {@code
 * .domains}, addresses and {@code address/prefix-length}, each with a port where only that port is
 * meant, or {@code *} for all; and this machine.
 */
final class ProxyExceptions {

  private static final Pattern WITH_PORT = Pattern.compile("(\\[.+]|[^:]+):(\\d{1,5})");

  /** Not {@link URI#getHost()}, which is null for a name with an underscore. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:.*@)?(?<host>\\[.+]|[^:]*)(?::(?<port>\\d{1,5})?)?");

  private final List<Rule> rules;

  ProxyExceptions(String list) {
    rules =
        Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
            .filter(entry -> !entry.isEmpty())
            .map(ProxyExceptions::rule)
            .toList();
  }

  private interface Rule {
    boolean matches(String host, int port);
  }

  boolean contains(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group("host").replaceFirst("\\.$", "");
    int port = port(uri, parts.group("port"));
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent()
        || rules.stream().anyMatch(rule -> rule.matches(host, port));
  }

  private static int port(URI uri, String written) {
    if (written != null) {
      return Integer.parseInt(written);
    }
    return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
  }

  private static Rule rule(String entry) {
    if (entry.equals("*")) {
      return (host, port) -> true;
    }
    Matcher withPort = WITH_PORT.matcher(entry);
    if (withPort.matches()) {
      Rule name = nameRule(withPort.group(1));
      int only = Integer.parseInt(withPort.group(2));
      return (host, port) -> port == only && name.matches(host, port);
    }
    int slash = entry.indexOf('/');
    if (slash > 0) {
      Optional<InetAddress> network = literal(entry.substring(0, slash));
      String length = entry.substring(slash + 1);
      return (host, port) ->
          network.isPresent()
              && length.matches("\\d{1,3}")
              && literal(host)
                  .filter(it -> sameNetwork(it, network.get(), Integer.parseInt(length)))
                  .isPresent();
    }
    return nameRule(entry);
  }

  /** As in Go, a name means its subdomains too, and a name with a leading dot only these. */
  private static Rule nameRule(String entry) {
    Optional<InetAddress> address = literal(entry);
    if (address.isPresent()) {
      return (host, port) -> literal(host).equals(address);
    }
    String name = entry.startsWith("*.") ? entry.substring(1) : entry;
    String suffix = name.startsWith(".") ? name : "." + name;
    return (host, port) -> host.equals(name) || host.endsWith(suffix);
  }

  private static boolean sameNetwork(InetAddress one, InetAddress other, int length) {
    byte[] a = one.getAddress();
    byte[] b = other.getAddress();
    if (a.length != b.length || length > a.length * 8) {
      return false;
    }
    for (int bit = 0; bit < length; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package org.openshift.ci.mirror.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parsers for the values of flags. */
final class FlagValues {

  private FlagValues() {}

  /** A TCP port, 0 included. */
  static final class Port implements ITypeConverter<Integer> {
    private static final int MAX = 65_535;

    @Override
    public Integer convert(String value) {
      try {
        int port = Integer.parseInt(value);
        if (port >= 0 && port <= MAX) {
          return port;
        }
      } catch (NumberFormatException e) {
        // Falls through to the exception below.
      }
      throw new TypeConversionException("'" + value + "' is not a port (0 to " + MAX + ")");
    }
  }

  /** What decides who may do what. */
  static final class AuthorizationBy implements ITypeConverter<Authorization> {
    @Override
    public Authorization convert(String value) {
      return Stream.of(Authorization.values())
          .filter(by -> by.toString().equals(value))
          .findAny()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is not one of: %s, %s"
                          .formatted(value, Authorization.TOKEN_FILE, Authorization.KUBERNETES)));
    }
  }

  /** An http or https address. */
  static final class WebAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String value) {
      try {
        URI address = new URI(value);
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (web && address.getHost() != null && address.getQuery() == null) {
          return address;
        }
      } catch (URISyntaxException e) {
        // Falls through to the exception below.
      }
      throw new TypeConversionException(
          "'" + value + "' is not an address like http://localhost:8233");
    }
  }
}

package org.openshift.ci.mirror.api.ctl;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;

/**
 * Where the service is, and who asks.
 *
 * @param api the address of the service
 * @param tokenFile the file of the bearer token; empty for none
 */
record CtlSettings(URI api, Optional<Path> tokenFile) {

  static final String API_VARIABLE = "MIRRORCTL_API";
  static final String TOKEN_FILE_VARIABLE = "MIRRORCTL_TOKEN_FILE";

  /** The address of a demonstration that runs; {@code hack/mirrorctl} sets it. */
  static final String DEMO_API_VARIABLE = "MIRRORCTL_DEMO_API";

  /** The token of that demonstration, for it alone. */
  static final String DEMO_TOKEN_FILE_VARIABLE = "MIRRORCTL_DEMO_TOKEN_FILE";

  static final String DEFAULT_API = "http://127.0.0.1:8090";

  /** The settings file, below the home directory. */
  static final String FILE = ".config/mirrorctl.properties";

  private static final String API_KEY = "api";
  private static final String TOKEN_FILE_KEY = "token-file";
  private static final String HOME_PREFIX = "~/";

  /**
   * The settings: a flag wins over its environment variable, that over the file, and that over a
   * demonstration that runs.
   *
   * @param api the flag; null if it is not given
   * @param tokenFile the flag; null if it is not given
   * @throws CtlException if one is not valid
   */
  static CtlSettings of(String api, String tokenFile, Map<String, String> environment, Path home) {
    Properties file = read(home.resolve(FILE));
    Optional<String> token =
        first(tokenFile, environment.get(TOKEN_FILE_VARIABLE), file.getProperty(TOKEN_FILE_KEY));
    Optional<String> demo = Optional.ofNullable(environment.get(DEMO_API_VARIABLE));
    URI address =
        address(
            first(api, environment.get(API_VARIABLE), file.getProperty(API_KEY))
                .or(() -> demo)
                .orElse(DEFAULT_API));
    boolean isDemo = demo.isPresent() && address.toString().equals(demo.get());
    return new CtlSettings(
        address,
        token
            .map(path -> expand(path, home))
            .or(() -> isDemo ? demoToken(environment) : Optional.empty()));
  }

  /** Empty if there is no such file: nobody has named it. */
  private static Optional<Path> demoToken(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(DEMO_TOKEN_FILE_VARIABLE))
        .map(Path::of)
        .filter(Files::isReadable);
  }

  /**
   * The proxies on the way to the service.
   *
   * @throws CtlException if the environment names none that could be one
   */
  static EnvironmentProxies proxies(Map<String, String> environment) {
    try {
      return EnvironmentProxies.ofProcess(environment);
    } catch (IllegalArgumentException e) {
      throw new CtlException(CtlException.USAGE, e.getMessage(), e);
    }
  }

  private static Optional<String> first(String flag, String variable, String property) {
    if (flag != null) {
      return Optional.of(flag);
    }
    return Optional.ofNullable(variable)
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(property).map(String::strip))
        .filter(value -> !value.isEmpty());
  }

  /** Shells expand {@code ~} only at the start of a word, which is not where flags have paths. */
  private static Path expand(String path, Path home) {
    return path.startsWith(HOME_PREFIX)
        ? home.resolve(path.substring(HOME_PREFIX.length()))
        : Path.of(path);
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new CtlException(
            CtlException.USAGE, "cannot read the settings in " + file + ": " + e, e);
      }
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    unknown.removeAll(Set.of(API_KEY, TOKEN_FILE_KEY));
    if (!unknown.isEmpty()) {
      throw CtlException.usage(
          "%s has the unknown setting %s; it may have '%s' and '%s'"
              .formatted(file, String.join(", ", unknown), API_KEY, TOKEN_FILE_KEY));
    }
    return properties;
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text.strip());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain = uri.getQuery() == null && uri.getFragment() == null;
      if (web && uri.getHost() != null && plain && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the exception below.
    }
    // Not the value itself: it may contain a password.
    throw CtlException.usage(
        "the address of the API (--api, %s, or '%s' in ~/%s) is not one like %s"
            .formatted(API_VARIABLE, API_KEY, FILE, DEFAULT_API));
  }

  /**
   * The bearer token; empty if there is no token file.
   *
   * @throws CtlException if the file cannot be read, or has no token
   */
  Optional<String> token() {
    return tokenFile.map(CtlSettings::readToken);
  }

  private static String readToken(Path file) {
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw new CtlException(
          CtlException.USAGE, "cannot read the token file " + file + ": " + e, e);
    }
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw CtlException.usage(
          "the token file %s must have one token, and nothing else".formatted(file));
    }
    return token;
  }
}

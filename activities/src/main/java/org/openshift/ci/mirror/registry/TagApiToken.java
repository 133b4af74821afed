package org.openshift.ci.mirror.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The OAuth token for quay's own API, which does not accept the registry's credentials. Needed only
 * for repositories that are not public (Red Hat Quay API guide, "Creating an OAuth 2 access token";
 * scope {@code repo:read}).
 *
 * @param file contains the token and nothing else; read at every use, so that the token can be
 *     renewed. Null to send no token
 */
public record TagApiToken(Path file) {

  private static final int MAX_LENGTH = 4096;

  /** No token. */
  public static TagApiToken none() {
    return new TagApiToken(null);
  }

  /**
   * The token; empty when none is sent.
   *
   * @throws RegistryException when the file contains no usable token; the message never quotes its
   *     content
   */
  public Optional<String> read() {
    if (file == null) {
      return Optional.empty();
    }
    try {
      String token = Files.size(file) > MAX_LENGTH ? "" : Files.readString(file).strip();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw unusable("does not contain a token on one line");
      }
      return Optional.of(token);
    } catch (IOException e) {
      throw unusable("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private RegistryException unusable(String why) {
    return new RegistryException(
        RegistryError.CREDENTIALS_REFUSED,
        "the file with the token for the target's tag API, %s, %s".formatted(file, why),
        FailureScope.READ,
        null);
  }
}

package org.openshift.ci.mirror.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;

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
      String token = new String(BoundedRead.read(file, MAX_LENGTH), StandardCharsets.UTF_8).strip();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw unusable("does not contain a token on one line");
      }
      return Optional.of(token);
    } catch (BoundedRead.TooLargeException e) {
      throw unusable("does not contain a token on one line");
    } catch (IOException e) {
      throw unusable("cannot be read (" + FileErrors.reason(e) + ")");
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

package org.openshift.ci.mirror.registry.internal.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/**
 * The credentials in a docker configuration file ({@code containers-auth.json(5)}, which also
 * describes keys with a path).
 *
 * @param credentials by key: {@code host[:port][/path]}
 * @param helpers names of credential helpers, by key as above
 * @param store name of the credential helper for all other registries; null for none
 */
record DockerConfigFile(
    Map<String, Credential> credentials, Map<String, String> helpers, String store) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Docker Hub's key; {@code docker login} has used several others over the years. */
  private static final String DOCKER_HUB = "docker.io";

  static final DockerConfigFile EMPTY = new DockerConfigFile(Map.of(), Map.of(), null);

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException when it cannot be read or is not a docker configuration; the
   *     message names the file and the problem, and quotes none of its content
   */
  static DockerConfigFile read(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) {
        throw invalid(file, "it is not a JSON object");
      }
      if (!root.isEmpty()
          && !root.has("auths")
          && !root.has("credHelpers")
          && !root.has("credsStore")) {
        throw invalid(file, "it has none of 'auths', 'credHelpers' and 'credsStore'");
      }
      return new DockerConfigFile(
          credentials(file, object(file, root, "auths")),
          helpers(file, object(file, root, "credHelpers")),
          root.path("credsStore").asText("").isEmpty() ? null : root.get("credsStore").asText());
    } catch (JsonProcessingException e) {
      throw invalid(
          file,
          "it is not valid JSON at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (NoSuchFileException e) {
      throw invalid(file, "there is no such file");
    } catch (IOException e) {
      throw invalid(file, "it cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * The value of the most specific key: the repository, else the nearest path above it, else its
   * registry.
   */
  static <T> Optional<T> longestMatch(Map<String, T> byKey, Repository repository) {
    String key = repository.registry().toLowerCase(Locale.ROOT) + "/" + repository.name();
    while (true) {
      T value = byKey.get(key);
      if (value != null) {
        return Optional.of(value);
      }
      int slash = key.lastIndexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      key = key.substring(0, slash);
    }
  }

  private static JsonNode object(Path file, JsonNode root, String field) {
    JsonNode node = root.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return JSON.createObjectNode();
    }
    if (!node.isObject()) {
      throw invalid(file, "its '" + field + "' is not an object");
    }
    return node;
  }

  private static Map<String, String> helpers(Path file, JsonNode helpers) {
    Map<String, String> byKey = new TreeMap<>();
    for (Map.Entry<String, JsonNode> helper : helpers.properties()) {
      if (!helper.getValue().isTextual()) {
        throw invalid(file, "the credential helper of '" + helper.getKey() + "' is not a name");
      }
      byKey.put(normalised(helper.getKey()), helper.getValue().asText());
    }
    return byKey;
  }

  private static Map<String, Credential> credentials(Path file, JsonNode auths) {
    Map<String, Credential> byKey = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : auths.properties()) {
      credential(file, entry.getKey(), entry.getValue())
          .ifPresent(credential -> byKey.put(normalised(entry.getKey()), credential));
    }
    return byKey;
  }

  /** Empty for an entry without content, which docker writes where a helper stores the secret. */
  private static Optional<Credential> credential(Path file, String key, JsonNode entry) {
    String identityToken = entry.path("identitytoken").asText("");
    String registryToken = entry.path("registrytoken").asText("");
    String auth = entry.path("auth").asText("");
    String user = entry.path("username").asText("");
    String password = entry.path("password").asText("");
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identityToken));
    }
    if (!registryToken.isEmpty()) {
      return Optional.of(new Credential.RegistryToken(registryToken));
    }
    if (auth.isEmpty()) {
      return user.isEmpty()
          ? Optional.empty()
          : Optional.of(new Credential.Password(user, password));
    }
    try {
      String pair = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        return Optional.of(
            new Credential.Password(
                pair.substring(0, colon), pair.substring(colon + 1).replaceAll("\\x00+$", "")));
      }
    } catch (IllegalArgumentException e) {
      // Not base64: reported below, without quoting it.
    }
    throw invalid(file, "the 'auth' of '" + key + "' is not base64 of user:password");
  }

  private static String normalised(String key) {
    String host =
        key.strip()
            .replaceFirst("(?i)^https?://", "")
            .replaceFirst("/v[12]/?$", "")
            .replaceFirst("/+$", "");
    int slash = host.indexOf('/');
    String name = (slash < 0 ? host : host.substring(0, slash)).toLowerCase(Locale.ROOT);
    String path = slash < 0 ? "" : host.substring(slash);
    return switch (name) {
      case "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com" ->
          DOCKER_HUB + path;
      default -> name + path;
    };
  }

  private static IllegalArgumentException invalid(Path file, String problem) {
    return new IllegalArgumentException(
        "registry credentials file " + file + " is not usable: " + problem);
  }
}

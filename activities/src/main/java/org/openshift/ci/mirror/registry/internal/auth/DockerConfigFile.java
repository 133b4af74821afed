package org.openshift.ci.mirror.registry.internal.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.syntax.DockerHub;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials in a docker configuration file ({@code containers-auth.json(5)}, which also
 * describes keys with a path). An entry that cannot be used is left out, as one that its owner
 * forgot says nothing about the others.
 *
 * @param credentials by key: {@code host[:port][/path]}
 * @param helpers names of credential helpers, by key as above
 * @param store name of the credential helper for all other registries; null for none
 */
record DockerConfigFile(
    Map<String, Credential> credentials, Map<String, String> helpers, String store) {

  private static final Logger log = LoggerFactory.getLogger(DockerConfigFile.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String AUTHS = "auths";
  private static final String HELPERS = "credHelpers";
  private static final String STORE = "credsStore";

  /** Bytes. A secret of Kubernetes has at most 1 MiB. */
  private static final int LARGEST_FILE = 4 << 20;

  private static final int LONGEST_SHOWN = 200;

  static final DockerConfigFile EMPTY = new DockerConfigFile(Map.of(), Map.of(), null);

  /**
   * Reads the file, and logs a warning for each entry that is left out.
   *
   * @throws IllegalArgumentException when it cannot be read, is not a docker configuration, or has
   *     entries and none that can be used; the message names the file and the problem, and quotes
   *     none of its content
   */
  static DockerConfigFile read(Path file) {
    try {
      JsonNode root = JSON.readTree(BoundedRead.read(file, LARGEST_FILE));
      if (root == null || !root.isObject()) {
        throw invalid(file, "it is not a JSON object");
      }
      if (!root.isEmpty() && Stream.of(AUTHS, HELPERS, STORE).noneMatch(root::has)) {
        throw invalid(file, "it has none of 'auths', 'credHelpers' and 'credsStore'");
      }
      Reader reader = new Reader();
      DockerConfigFile read = reader.read(root);
      if (!reader.leftOut.isEmpty() && read.isEmpty()) {
        throw invalid(file, reader.leftOut.getFirst());
      }
      reader.leftOut.forEach(
          why ->
              log.warn(
                  "registry credentials file {}: {}; this entry is left out, all others are used",
                  file,
                  why));
      return read;
    } catch (JsonProcessingException e) {
      throw invalid(
          file,
          "it is not valid JSON at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw invalid(file, FileErrors.reason(e));
    }
  }

  private boolean isEmpty() {
    return credentials.isEmpty() && helpers.isEmpty() && store == null;
  }

  /**
   * The value of the most specific key: the repository, else the nearest path above it, else its
   * registry.
   */
  static <T> Optional<T> longestMatch(Map<String, T> byKey, Repository repository) {
    String registry = DockerHub.canonical(repository.registry().toLowerCase(Locale.ROOT));
    String key = registry + "/" + repository.name();
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

  /** Reads the entries of one file. What it says of those that are left out quotes only keys. */
  private static final class Reader {

    private final Map<String, Credential> credentials = new TreeMap<>();
    private final Map<String, String> helpers = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private DockerConfigFile read(JsonNode root) {
      object(root, AUTHS).forEach(entry -> credential(entry.getKey(), entry.getValue()));
      object(root, HELPERS).forEach(entry -> helper(entry.getKey(), entry.getValue()));
      JsonNode store = root.path(STORE);
      if (!store.isMissingNode() && !store.isNull() && !store.isTextual()) {
        leftOut.add("its '" + STORE + "' is not a name");
      }
      return new DockerConfigFile(credentials, helpers, store.isTextual() ? name(store) : null);
    }

    /** The name of a helper; null for an empty one, as docker takes it. */
    private static String name(JsonNode node) {
      return node.textValue().isEmpty() ? null : node.textValue();
    }

    private Collection<Map.Entry<String, JsonNode>> object(JsonNode root, String field) {
      JsonNode node = root.path(field);
      if (node.isMissingNode() || node.isNull()) {
        return List.of();
      }
      if (!node.isObject()) {
        leftOut.add("its '" + field + "' is not an object");
        return List.of();
      }
      return node.properties();
    }

    private void helper(String key, JsonNode helper) {
      if (!helper.isTextual()) {
        leftOut.add("the credential helper of '" + shown(key) + "' is not a name");
      } else if (name(helper) != null) {
        helpers.put(normalised(key), name(helper));
      }
    }

    /** An entry without content is what docker writes where a helper stores the secret. */
    private void credential(String key, JsonNode entry) {
      if (!entry.isObject() && !entry.isNull()) {
        leftOut.add("the entry of '" + shown(key) + "' is not an object");
        return;
      }
      String identityToken = entry.path("identitytoken").asText("");
      String registryToken = entry.path("registrytoken").asText("");
      String auth = entry.path("auth").asText("");
      String user = entry.path("username").asText("");
      if (!identityToken.isEmpty()) {
        credentials.put(normalised(key), new Credential.IdentityToken(identityToken));
      } else if (!registryToken.isEmpty()) {
        credentials.put(normalised(key), new Credential.RegistryToken(registryToken));
      } else if (!auth.isEmpty()) {
        password(key, auth);
      } else if (!user.isEmpty()) {
        credentials.put(
            normalised(key), new Credential.Password(user, entry.path("password").asText("")));
      }
    }

    private void password(String key, String auth) {
      try {
        // The program base64 breaks lines, and docker's decoder skips the breaks.
        byte[] pair = Base64.getDecoder().decode(auth.strip().replaceAll("[\r\n]", ""));
        String text = new String(pair, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        if (colon > 0) {
          String password = text.substring(colon + 1).replaceAll("\\x00+$", "");
          credentials.put(
              normalised(key), new Credential.Password(text.substring(0, colon), password));
          return;
        }
      } catch (IllegalArgumentException e) {
        // Not base64: reported below, without quoting it.
      }
      leftOut.add("the 'auth' of '" + shown(key) + "' is not base64 of user:password");
    }

    private static String shown(String key) {
      return LogSanitizer.oneLine(key, LONGEST_SHOWN);
    }

    private static String normalised(String key) {
      String host =
          key.strip()
              .replaceFirst("(?i)^https?://", "")
              .replaceFirst("/v[12]/?$", "")
              .replaceFirst("/+$", "");
      int slash = host.indexOf('/');
      String name = (slash < 0 ? host : host.substring(0, slash)).toLowerCase(Locale.ROOT);
      return DockerHub.canonical(name) + (slash < 0 ? "" : host.substring(slash));
    }
  }

  private static IllegalArgumentException invalid(Path file, String problem) {
    return new IllegalArgumentException(
        "registry credentials file " + file + " is not usable: " + problem);
  }
}

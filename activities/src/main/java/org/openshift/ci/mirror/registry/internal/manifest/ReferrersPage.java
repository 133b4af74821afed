package org.openshift.ci.mirror.registry.internal.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/**
 * A page of the referrers of a manifest.
 *
 * @param referrers their descriptors as the registry sent them; each has a valid digest
 * @param next URL of the following page, if there is one
 * @param size size of the page in bytes
 */
public record ReferrersPage(List<JsonNode> referrers, Optional<URI> next, int size) {

  /**
   * Enough for hundreds of signatures. A page is kept as a tree, which takes several times as much
   * memory.
   */
  static final int MAX_BYTES = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  public ReferrersPage {
    referrers = List.copyOf(referrers);
  }

  /** Parses an index of referrers, from the referrers API or from the tag that replaces it. */
  public static ReferrersPage parse(byte[] bytes, Optional<URI> next, RegistryRequest request) {
    List<JsonNode> referrers = new ArrayList<>();
    try {
      JsonNode manifests = bytes.length > MAX_BYTES ? null : JSON.readTree(bytes).path("manifests");
      if (manifests == null || !manifests.isArray()) {
        throw unusable(request);
      }
      for (JsonNode descriptor : manifests) {
        if (Digests.isValid(descriptor.path("digest").asText())) {
          referrers.add(descriptor);
        }
      }
    } catch (IOException e) {
      throw unusable(request);
    }
    return new ReferrersPage(referrers, next, bytes.length);
  }

  static RegistryException unusable(RegistryRequest request) {
    return RegistryFailures.of(
        RegistryError.REGISTRY_ERROR, request, "sent a list of referrers that cannot be used");
  }
}

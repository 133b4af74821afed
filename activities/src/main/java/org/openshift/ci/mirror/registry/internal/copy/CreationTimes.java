package org.openshift.ci.mirror.registry.internal.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.openshift.ci.mirror.registry.internal.blob.BlobClient;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;

/** Reads the creation times of images from their configs. */
public final class CreationTimes {

  /** Configs have a few kilobytes; one of a mebibyte would name thousands of layers. */
  private static final int MAX_CONFIG_BYTES = 1024 * 1024;

  private static final int REMEMBERED = 20_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final ManifestClient manifests;
  private final BlobClient blobs;
  private final Cache<String, Optional<Instant>> byDigest =
      CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();

  public CreationTimes(ManifestClient manifests, BlobClient blobs) {
    this.manifests = manifests;
    this.blobs = blobs;
  }

  /** The creation time; for an index, that of its linux/amd64 image; empty when it is unknown. */
  public Optional<Instant> of(Repository repository, String reference) {
    Optional<Instant> known = byDigest.getIfPresent(reference);
    if (known != null) {
      return known;
    }
    Optional<Manifest> manifest = manifests.read(repository, reference, AccessScope.PULL);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> created = manifest.flatMap(root -> read(repository, root));
    byDigest.put(manifest.get().digest(), created);
    return created;
  }

  private Optional<Instant> read(Repository repository, Manifest root) {
    Optional<Manifest> image =
        root.children().isEmpty()
            ? Optional.of(root)
            : root.preferredChild()
                .flatMap(child -> manifests.read(repository, child.digest(), AccessScope.PULL));
    return image
        .flatMap(Manifest::config)
        .flatMap(config -> blobs.read(repository, config, MAX_CONFIG_BYTES))
        .flatMap(CreationTimes::parse);
  }

  private static Optional<Instant> parse(byte[] config) {
    try (JsonParser json = JSON.createParser(config)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("created") && value == JsonToken.VALUE_STRING) {
          return Optional.of(OffsetDateTime.parse(json.getText()).toInstant());
        }
        json.skipChildren();
      }
    } catch (IOException | DateTimeException e) {
      // Not an image config; artifacts have other formats.
    }
    return Optional.empty();
  }
}

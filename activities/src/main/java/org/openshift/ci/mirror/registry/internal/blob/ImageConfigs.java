package org.openshift.ci.mirror.registry.internal.blob;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.CopyWarning;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

/**
 * Finds warnings for the maintainers of images in their configs. A config is read while it is
 * streamed to the target, which costs no request. Only one that was not streamed, since the target
 * had or mounted it, is requested from the source.
 */
public final class ImageConfigs {

  /** Quay.io deletes a tag after the time that this label of its image gives. */
  private static final String EXPIRES_LABEL = "quay.expires-after";

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int REMEMBERED = 10_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final BlobClient blobs;
  private final Cache<String, Optional<String>> expiry =
      CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();

  public ImageConfigs(BlobClient blobs) {
    this.blobs = blobs;
  }

  /** Whether a blob is the config of an image, and small enough to be parsed. */
  boolean wants(Descriptor blob) {
    return MediaTypes.isImageConfig(blob.mediaType()) && blob.size() <= MAX_BYTES;
  }

  /** Parses a config that was streamed to a target. */
  void seen(String digest, byte[] config) {
    expiry.put(digest, expiryOf(config));
  }

  /** The warnings for these images; reads configs not seen yet from the source. */
  public List<CopyWarning> warnings(Repository source, List<Manifest> images) {
    images.stream()
        .flatMap(image -> image.config().stream())
        .filter(config -> wants(config) && expiry.getIfPresent(config.digest()) == null)
        .forEach(config -> ask(source, config));
    return knownWarnings(images);
  }

  /** The warnings for those of these images whose configs were seen already. */
  public List<CopyWarning> knownWarnings(List<Manifest> images) {
    return images.stream()
        .flatMap(image -> image.config().stream())
        .flatMap(config -> Optional.ofNullable(expiry.getIfPresent(config.digest())).stream())
        .flatMap(Optional::stream)
        .distinct()
        .map(
            value ->
                new CopyWarning(
                    CopyWarning.Kind.TAG_EXPIRES,
                    "the image is labelled %s=%s: quay.io deletes its tags after that time; build it"
                            .formatted(EXPIRES_LABEL, value)
                        + " without the label"))
        .toList();
  }

  private void ask(Repository source, Descriptor config) {
    try {
      blobs.read(source, config, MAX_BYTES).ifPresent(bytes -> seen(config.digest(), bytes));
    } catch (RegistryException e) {
      // The image has been copied; a missing warning is no reason to fail.
      return;
    }
  }

  private static Optional<String> expiryOf(byte[] config) {
    try (JsonParser json = JSON.createParser(config)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME && json.currentName().equals(EXPIRES_LABEL)) {
          return json.nextToken() == JsonToken.VALUE_STRING
              ? Optional.of(LogSanitizer.oneLine(json.getText(), 50))
              : Optional.empty();
        }
      }
    } catch (IOException e) {
      // Not JSON, so not an image config.
    }
    return Optional.empty();
  }
}

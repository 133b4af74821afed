package org.openshift.ci.mirror.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the configs of images say that their owners should know when they are mirrored. They are
 * read as they pass to the target, which costs no request.
 */
final class ImageConfigs {

  /** Quay.io deletes a tag after the time that this label of the image gives. */
  private static final String EXPIRES_LABEL = "quay.expires-after";

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int REMEMBERED = 10_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final Cache<String, String> expiry =
      CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();

  /** Whether a blob is the config of an image, and small enough to be looked into. */
  boolean wants(Descriptor blob) {
    return MediaTypes.isImageConfig(blob.mediaType()) && blob.size() <= MAX_BYTES;
  }

  /** Looks into a config that went to a target. */
  void seen(String digest, byte[] config) {
    expiryOf(config).ifPresent(value -> expiry.put(digest, value));
  }

  /** What to tell the owner of an image, one line each. */
  List<String> warnings(ImageContent content) {
    List<Manifest> manifests = new ArrayList<>(content.children());
    manifests.add(content.root());
    return manifests.stream()
        .flatMap(manifest -> manifest.config().stream())
        .flatMap(config -> Optional.ofNullable(expiry.getIfPresent(config.digest())).stream())
        .distinct()
        .map(
            value ->
                "the image is labelled %s=%s: quay.io deletes its tags after that time; build it"
                        .formatted(EXPIRES_LABEL, value)
                    + " without the label")
        .toList();
  }

  private static Optional<String> expiryOf(byte[] config) {
    try (JsonParser json = JSON.createParser(config)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME && json.currentName().equals(EXPIRES_LABEL)) {
          return json.nextToken() == JsonToken.VALUE_STRING
              ? Optional.of(Texts.oneLine(json.getText(), 50))
              : Optional.empty();
        }
      }
    } catch (IOException e) {
      // Not JSON: the registry may know what it is.
    }
    return Optional.empty();
  }
}

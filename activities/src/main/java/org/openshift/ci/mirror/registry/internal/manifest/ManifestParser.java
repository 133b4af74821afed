package org.openshift.ci.mirror.registry.internal.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

/**
 * Parses manifests from untrusted sources: token by token, keeping only what is needed, so that a
 * hostile one takes no more memory than its bytes, whose number {@link ManifestClient} limits.
 */
public final class ManifestParser {

  /** Far more layers or children than any real image has (docker's limit is 127 layers). */
  private static final int MAX_DESCRIPTORS = 5_000;

  private static final int MAX_MEDIA_TYPE_LENGTH = 255;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private String mediaType = "";
  private long schemaVersion;
  private boolean schema1Layers;
  private Descriptor config;
  private List<Descriptor> layers;
  private List<Descriptor> children;

  private ManifestParser() {}

  /** Why bytes are not a manifest. */
  public static final class InvalidManifestException extends Exception {
    InvalidManifestException(String message) {
      super(message);
    }
  }

  /**
   * Parses a manifest.
   *
   * @param contentType the media type sent by the registry; used only when the manifest names none
   * @param digest the digest of the bytes
   */
  public static Manifest parse(byte[] bytes, String contentType, String digest)
      throws InvalidManifestException {
    ManifestParser parser = new ManifestParser();
    try (JsonParser json = JSON.createParser(bytes)) {
      parser.read(json);
    } catch (IOException e) {
      throw new InvalidManifestException("it is not JSON, or it was cut off");
    }
    return parser.manifest(bytes, contentType, digest);
  }

  private void read(JsonParser json) throws IOException, InvalidManifestException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidManifestException("it is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "schemaVersion" -> schemaVersion = number(json, field);
        case "mediaType" -> mediaType = text(json, field);
        case "config" -> config = value == JsonToken.VALUE_NULL ? null : descriptor(json, field);
        case "layers" -> layers = descriptors(json, field);
        case "manifests" -> children = descriptors(json, field);
        case "fsLayers" -> {
          schema1Layers = true;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new InvalidManifestException("something follows its end");
    }
  }

  private Manifest manifest(byte[] bytes, String contentType, String digest)
      throws InvalidManifestException {
    if (schemaVersion == 1 || schema1Layers) {
      return new Manifest(bytes, MediaTypes.SCHEMA1_SIGNED, digest, null, List.of(), List.of());
    }
    if (schemaVersion != 2) {
      throw new InvalidManifestException("its schemaVersion is " + schemaVersion + ", not 2");
    }
    if (children != null && (layers != null || config != null)) {
      // Clients would disagree about what it is (CVE-2021-41190).
      throw new InvalidManifestException("it is a list and an image at once");
    }
    String type = type(contentType);
    if (MediaTypes.isIndex(type) && children != null) {
      return new Manifest(bytes, type, digest, null, List.of(), children);
    }
    if (MediaTypes.isImage(type) && config != null && layers != null) {
      return new Manifest(bytes, type, digest, config, layers, List.of());
    }
    throw new InvalidManifestException(
        "its content does not fit its type '"
            + LogSanitizer.oneLine(type, MAX_MEDIA_TYPE_LENGTH)
            + "'");
  }

  private String type(String contentType) {
    if (!mediaType.isEmpty()) {
      return mediaType;
    }
    String type = MediaTypes.withoutParameters(contentType);
    if (MediaTypes.isIndex(type) || MediaTypes.isImage(type)) {
      return type;
    }
    // OCI manifests need not name their type; docker manifests always do.
    return children == null ? MediaTypes.OCI_MANIFEST : MediaTypes.OCI_INDEX;
  }

  private static List<Descriptor> descriptors(JsonParser json, String field)
      throws IOException, InvalidManifestException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidManifestException("its '" + field + "' is not an array");
    }
    List<Descriptor> descriptors = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (descriptors.size() == MAX_DESCRIPTORS) {
        throw new InvalidManifestException(
            "its '" + field + "' has more than " + MAX_DESCRIPTORS + " entries");
      }
      descriptors.add(descriptor(json, field));
    }
    return descriptors;
  }

  private static Descriptor descriptor(JsonParser json, String within)
      throws IOException, InvalidManifestException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidManifestException("an entry of its '" + within + "' is not an object");
    }
    String mediaType = "";
    String digest = "";
    long size = -1;
    boolean hasUrls = false;
    String platform = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "mediaType" -> mediaType = text(json, field);
        case "digest" -> digest = text(json, field);
        case "size" -> size = number(json, field);
        case "urls" -> {
          hasUrls = value == JsonToken.START_ARRAY && json.nextToken() != JsonToken.END_ARRAY;
          skipToEndOfArray(json, hasUrls);
        }
        case "platform" -> platform = platform(json);
        default -> json.skipChildren();
      }
    }
    if (!Digests.isValid(digest)) {
      throw new InvalidManifestException("an entry of its '" + within + "' has no valid digest");
    }
    if (size < 0) {
      throw new InvalidManifestException("an entry of its '" + within + "' has no valid size");
    }
    return new Descriptor(mediaType, digest, size, hasUrls, platform);
  }

  private static void skipToEndOfArray(JsonParser json, boolean insideArray) throws IOException {
    if (!insideArray) {
      json.skipChildren();
      return;
    }
    do {
      json.skipChildren();
    } while (json.nextToken() != JsonToken.END_ARRAY);
  }

  private static String platform(JsonParser json) throws IOException, InvalidManifestException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return "";
    }
    String os = "";
    String architecture = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "os" -> os = text(json, field);
        case "architecture" -> architecture = text(json, field);
        default -> json.skipChildren();
      }
    }
    return os + "/" + architecture;
  }

  private static String text(JsonParser json, String field)
      throws IOException, InvalidManifestException {
    if (json.currentToken() != JsonToken.VALUE_STRING
        || json.getTextLength() > MAX_MEDIA_TYPE_LENGTH) {
      throw new InvalidManifestException("a '" + field + "' in it is not a short text");
    }
    return json.getText();
  }

  private static long number(JsonParser json, String field)
      throws IOException, InvalidManifestException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new InvalidManifestException("a '" + field + "' in it is not a whole number");
    }
    return json.getLongValue();
  }
}

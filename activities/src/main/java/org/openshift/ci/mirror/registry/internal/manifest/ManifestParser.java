package org.openshift.ci.mirror.registry.internal.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

/**
 * Parses manifests from untrusted sources: token by token, keeping only what is needed, so that a
 * hostile one takes no more memory than its bytes, whose number is limited.
 *
 * <p>It requires only what a copy needs: the type, and a digest for everything to be copied. All
 * else is for the target to judge, because the bytes are copied as they are.
 */
public final class ManifestParser {

  /**
   * The limit of distribution and quay.io (the OCI distribution specification recommends 4 MiB).
   */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Far more layers or children than any real image has (docker's limit is 127 layers). */
  private static final int MAX_DESCRIPTORS = 5_000;

  private static final int LONGEST_SHOWN = 150;

  /** If one of these came twice, clients would disagree about the content. */
  private static final Set<String> FIELDS =
      Set.of("schemaVersion", "mediaType", "config", "layers", "manifests", "fsLayers");

  private static final Set<String> DESCRIPTOR_FIELDS =
      Set.of("mediaType", "digest", "size", "urls");

  /** A name may be as long as the manifest, which is limited as a whole. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNameLength(MAX_BYTES).build())
          .build();

  private final Set<String> fields = new HashSet<>();
  private String mediaType = "";
  private long schemaVersion = -1;
  private Descriptor config;
  private List<Descriptor> layers;
  private List<Descriptor> entries;

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
    // A reader replaces bytes that are not UTF-8; they can only be in text that is not needed.
    try (JsonParser json =
        JSON.createParser(
            new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
      parser.read(json);
    } catch (StreamConstraintsException e) {
      throw new InvalidManifestException("a value in it is too long, or nested too deeply");
    } catch (IOException e) {
      throw new InvalidManifestException("it is not JSON");
    }
    return parser.manifest(bytes, contentType, digest);
  }

  private void read(JsonParser json) throws IOException, InvalidManifestException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidManifestException("it is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      requireFirst(field, FIELDS, fields);
      JsonToken value = json.nextToken();
      switch (field) {
        case "schemaVersion" -> schemaVersion = number(json);
        case "mediaType" -> mediaType = text(json);
        case "config" -> config = value == JsonToken.VALUE_NULL ? null : descriptor(json, field);
        case "layers" -> layers = descriptors(json, field);
        case "manifests" -> entries = descriptors(json, field);
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new InvalidManifestException("something follows its end");
    }
  }

  private Manifest manifest(byte[] bytes, String contentType, String digest)
      throws InvalidManifestException {
    if (schemaVersion == 1 || fields.contains("fsLayers")) {
      return new Manifest(bytes, MediaTypes.SCHEMA1_SIGNED, digest, null, List.of(), List.of());
    }
    boolean hasImage = config != null || layers != null;
    if (entries != null && hasImage) {
      // Clients would disagree about what it is (CVE-2021-41190).
      throw new InvalidManifestException("it is a list and an image at once");
    }
    String type = type(contentType);
    // Without content, only a manifest that names its type itself is one: writers of lists in Go
    // leave out an empty list, or write null.
    boolean named = !mediaType.isEmpty();
    if (MediaTypes.isIndex(type) && !hasImage && (named || fields.contains("manifests"))) {
      List<Descriptor> all = orEmpty(entries);
      return new Manifest(
          bytes,
          type,
          digest,
          null,
          all.stream().filter(entry -> !MediaTypes.isManifest(entry.mediaType())).toList(),
          all.stream().filter(entry -> MediaTypes.isManifest(entry.mediaType())).toList());
    }
    if (MediaTypes.isImage(type) && entries == null && (named || hasImage)) {
      return new Manifest(bytes, type, digest, config, orEmpty(layers), List.of());
    }
    throw new InvalidManifestException(
        "its content does not fit its type '" + LogSanitizer.oneLine(type, LONGEST_SHOWN) + "'");
  }

  private String type(String contentType) throws InvalidManifestException {
    if (!mediaType.isEmpty()) {
      return mediaType;
    }
    String type = MediaTypes.withoutParameters(contentType);
    if (MediaTypes.isIndex(type) || MediaTypes.isImage(type)) {
      return type;
    }
    // OCI manifests need not name their type; docker manifests always do.
    if (schemaVersion != 2) {
      throw new InvalidManifestException("it names no mediaType, and no schemaVersion 2");
    }
    return entries == null ? MediaTypes.OCI_MANIFEST : MediaTypes.OCI_INDEX;
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
    Set<String> seen = new HashSet<>();
    String mediaType = "";
    String digest = "";
    long size = within.equals("config") ? -1 : 0;
    List<String> urls = List.of();
    String platform = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      requireFirst(field, DESCRIPTOR_FIELDS, seen);
      json.nextToken();
      switch (field) {
        case "mediaType" -> mediaType = text(json);
        case "digest" -> digest = text(json);
        case "size" -> size = json.currentToken() == JsonToken.VALUE_NULL ? size : number(json);
        case "urls" -> urls = texts(json);
        case "platform" -> platform = platform(json);
        default -> json.skipChildren();
      }
    }
    if (!Digests.isValid(digest)) {
      throw new InvalidManifestException(
          "an entry of its '%s' has no digest by sha256 or sha512, but '%s'"
              .formatted(within, LogSanitizer.oneLine(digest, LONGEST_SHOWN)));
    }
    boolean sizeIsNeeded = !within.equals("manifests") || !MediaTypes.isManifest(mediaType);
    if (size < 0 && sizeIsNeeded) {
      throw new InvalidManifestException("an entry of its '" + within + "' has no valid size");
    }
    return new Descriptor(mediaType, digest, Math.max(size, 0), urls, platform);
  }

  private static String platform(JsonParser json) throws IOException {
    String os = "";
    String architecture = "";
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return "";
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "os" -> os = text(json);
        case "architecture" -> architecture = text(json);
        default -> json.skipChildren();
      }
    }
    return os + "/" + architecture;
  }

  private static void requireFirst(String field, Set<String> checked, Set<String> seen)
      throws InvalidManifestException {
    if (checked.contains(field) && !seen.add(field)) {
      throw new InvalidManifestException("it has two fields '" + field + "' in one place");
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  /** The texts of an array; none for another value. */
  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return texts;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String text = text(json);
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The text; empty for another value, as if there were none. */
  private static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** The number; -1 for another value, as if there were none. */
  private static long number(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    json.skipChildren();
    return -1;
  }
}

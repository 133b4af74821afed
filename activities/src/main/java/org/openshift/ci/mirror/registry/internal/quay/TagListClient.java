package org.openshift.ci.mirror.registry.internal.quay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.auth.RequestSender;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/**
 * Reads tags with their digests from quay's own API (Red Hat Quay API reference, "List repository
 * tags"): up to 100 per request, where the registry API needs a request per tag. Also removes tags
 * ("deleteFullTag").
 */
public final class TagListClient {

  /** The largest page that quay returns. */
  static final int PAGE_SIZE = 100;

  /** A tag takes about 300 bytes. */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final RequestSender sender;

  public TagListClient(RequestSender sender) {
    this.sender = sender;
  }

  /**
   * Reads a page of the active tags.
   *
   * @param containing asks for tags with this in their name, which the registry may ignore; empty
   *     for all
   * @param page number of the page, from 1
   */
  public TagPage page(Repository repository, String containing, int page, TagApiToken token) {
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.TAG_LIST,
            "list the tags of " + repository,
            address(repository, containing, page),
            repository,
            List.of());
    // Not through RegistryClient, whose credentials are valid only for the registry's API.
    byte[] body =
        sender.read(request, bearer(token), MAX_BYTES).orElseThrow(() -> unusable(request));
    try {
      return parse(body, request);
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /**
   * Removes a tag.
   *
   * @param guard checked right before the request is sent; the caller has called {@link
   *     WriteGuard#beforeWrite}
   * @return false if the API knows no such tag
   */
  public boolean remove(Repository repository, String tag, TagApiToken token, WriteGuard guard) {
    RegistryRequest request =
        new RegistryRequest(
                RequestKind.API_TAG_REMOVE,
                "remove the tag " + repository + ":" + tag,
                URI.create(
                    "%s/api/v1/repository/%s/tag/%s"
                        .formatted(repository.base(), repository.name(), tag)),
                repository,
                List.of())
            .guardedBy(guard);
    try {
      var _ = sender.read(request, bearer(token), MAX_BYTES);
      return true;
    } catch (RegistryException e) {
      if (e.type() == RegistryError.SOURCE_MISSING) {
        return false;
      }
      throw e;
    }
  }

  private static String bearer(TagApiToken token) {
    return token.read().map(value -> "Bearer " + value).orElse(null);
  }

  private static URI address(Repository repository, String containing, int page) {
    String all =
        "%s/api/v1/repository/%s/tag/?limit=%d&page=%d&onlyActiveTags=true"
            .formatted(repository.base(), repository.name(), PAGE_SIZE, page);
    return URI.create(
        containing.isEmpty()
            ? all
            : all
                + "&filter_tag_name="
                + URLEncoder.encode("like:" + containing, StandardCharsets.UTF_8));
  }

  private static TagPage parse(byte[] body, RegistryRequest request) throws IOException {
    Map<String, String> digests = new HashMap<>();
    Set<String> others = new HashSet<>();
    Boolean more = null;
    boolean hasTags = false;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw unusable(request);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("tags") && value == JsonToken.START_ARRAY) {
          hasTags = true;
          while (json.nextToken() == JsonToken.START_OBJECT) {
            addTag(json, digests, others, request);
          }
          require(json.currentToken() == JsonToken.END_ARRAY, request);
        } else if (field.equals("has_additional") && value.isBoolean()) {
          more = json.getBooleanValue();
        } else {
          json.skipChildren();
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT, request);
    } catch (JsonProcessingException e) {
      throw unusable(request);
    }
    require(hasTags && more != null, request);
    return new TagPage(digests, others, !more);
  }

  /** A list that is not understood whole could lack tags. */
  private static void require(boolean asExpected, RegistryRequest request) {
    if (!asExpected) {
      throw unusable(request);
    }
  }

  private static void addTag(
      JsonParser json, Map<String, String> digests, Set<String> others, RegistryRequest request)
      throws IOException {
    String name = null;
    String digest = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("name")) {
        name = json.getText();
      } else if (value == JsonToken.VALUE_STRING && field.equals("manifest_digest")) {
        digest = json.getText();
      } else {
        json.skipChildren();
      }
    }
    require(name != null, request);
    if (Digests.isValid(digest)) {
      digests.put(name, digest);
    } else {
      others.add(name);
    }
  }

  private static RegistryException unusable(RegistryRequest request) {
    return RegistryFailures.of(
        RegistryError.REGISTRY_ERROR, request, "sent an answer that is not a list of tags");
  }
}

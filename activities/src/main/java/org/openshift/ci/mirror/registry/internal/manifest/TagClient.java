package org.openshift.ci.mirror.registry.internal.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagNames;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.auth.RegistryClient;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.LinkHeader;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;

/** Lists and removes tags by the registry's API. */
public final class TagClient {

  /** Distribution before version 3 lists all tags at once, each with up to 130 bytes. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int PAGE_SIZE = 1_000;

  private static final JsonFactory JSON = new JsonFactory();

  private final RegistryClient client;

  public TagClient(RegistryClient client) {
    this.client = client;
  }

  /**
   * A page of the names of tags.
   *
   * @param next the address of the page, from the page before; null for the first page
   */
  public TagNames names(Repository repository, URI next) {
    URI uri = next == null ? repository.tags(PAGE_SIZE) : next;
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.TAG_NAMES,
            "list the tags of " + repository,
            uri,
            repository,
            List.of(repository.scope(AccessScope.PULL.actions())));
    try (RegistryResponse response = client.send(request, false)) {
      byte[] body = response.wholeBody(MAX_BYTES).orElseThrow(() -> unusable(request));
      Optional<String> link = response.header("Link");
      Optional<URI> following = link.flatMap(header -> LinkHeader.next(uri, header));
      if (link.isPresent() && following.isEmpty()) {
        throw unusable(request);
      }
      return new TagNames(parse(body, request), following);
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /**
   * Removes a tag, and neither its manifest nor other tags of it.
   *
   * @param guard checked right before the request is sent; the caller has called {@link
   *     WriteGuard#beforeWrite}
   * @return false if there is no such tag
   */
  public boolean remove(Repository repository, String tag, WriteGuard guard) {
    RegistryRequest request =
        new RegistryRequest(
                RequestKind.TAG_REMOVE,
                "remove the tag " + ManifestClient.name(repository, tag),
                repository.manifest(tag),
                repository,
                // A registry that wants another action, such as delete, says so in its challenge.
                List.of(repository.scope(AccessScope.PUSH.actions())))
            .guardedBy(guard);
    try (RegistryResponse response = client.send(request, true)) {
      return response.status() != 404;
    }
  }

  private static List<String> parse(byte[] body, RegistryRequest request) throws IOException {
    List<String> names = new ArrayList<>();
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
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            names.add(json.getText());
          }
          if (json.currentToken() != JsonToken.END_ARRAY) {
            throw unusable(request);
          }
        } else if (field.equals("tags") && value == JsonToken.VALUE_NULL) {
          // Distribution writes so when there are none.
          hasTags = true;
        } else {
          json.skipChildren();
        }
      }
      if (!hasTags || json.currentToken() != JsonToken.END_OBJECT) {
        throw unusable(request);
      }
    } catch (JsonProcessingException e) {
      throw unusable(request);
    }
    return names;
  }

  private static RegistryException unusable(RegistryRequest request) {
    return RegistryFailures.of(
        RegistryError.REGISTRY_ERROR, request, "sent an answer that is not a list of tags");
  }
}

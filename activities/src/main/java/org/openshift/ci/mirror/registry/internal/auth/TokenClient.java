package org.openshift.ci.mirror.registry.internal.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestBody;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;

/**
 * Fetches bearer tokens (Docker registry token authentication: "Token", "OAuth 2"; quay.io and
 * OpenShift follow it).
 */
final class TokenClient {

  private static final int MAX_ANSWER = 256 * 1024;
  private static final int MAX_TOKEN = 64 * 1024;

  /** "If omitted, this defaults to 60 seconds"; quay.io omits it. */
  private static final long DEFAULT_SECONDS = 60;

  private static final long LONGEST_SECONDS = Duration.ofHours(12).toSeconds();
  private static final String CLIENT_ID = "ci-images-mirror";
  private static final JsonFactory JSON = new JsonFactory();

  private final RequestSender sender;

  TokenClient(RequestSender sender) {
    this.sender = sender;
  }

  /** Fetches a token for a repository's requests. */
  TokenCache.Token fetch(TokenKey key, Repository repository) {
    RegistryRequest request = request(key, repository);
    String authorization =
        key.credential() instanceof Credential.Password password ? password.basic() : null;
    byte[] body =
        sender.read(request, authorization, MAX_ANSWER).orElseThrow(() -> unusable(request));
    try {
      return parse(body, request);
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /** The failure of a request that waited too long for another request's token. */
  static RegistryException late(TokenKey key, Repository repository) {
    return RegistryFailures.of(
        RegistryError.TIMEOUT, request(key, repository), "got no answer in time");
  }

  private static RegistryRequest request(TokenKey key, Repository repository) {
    String purpose = "get a token for " + repository;
    if (key.credential() instanceof Credential.IdentityToken identity) {
      List<String> form = new ArrayList<>();
      form.add("grant_type=refresh_token");
      form.add("client_id=" + CLIENT_ID);
      form.add("service=" + encoded(key.service()));
      form.add("scope=" + encoded(String.join(" ", key.scopes())));
      form.add("refresh_token=" + encoded(identity.token()));
      byte[] bytes = String.join("&", form).getBytes(StandardCharsets.UTF_8);
      return new RegistryRequest(
          RequestKind.TOKEN,
          purpose,
          key.realm(),
          repository,
          List.of(),
          RequestBody.of("application/x-www-form-urlencoded", bytes));
    }
    List<String> query = new ArrayList<>();
    if (!key.service().isEmpty()) {
      query.add("service=" + encoded(key.service()));
    }
    key.scopes().forEach(scope -> query.add("scope=" + encoded(scope)));
    if (key.credential() instanceof Credential.Password password) {
      query.add("account=" + encoded(password.user()));
    }
    String separator = key.realm().getRawQuery() == null ? "?" : "&";
    URI uri = URI.create(key.realm() + separator + String.join("&", query));
    return new RegistryRequest(RequestKind.TOKEN, purpose, uri, repository, List.of());
  }

  private static TokenCache.Token parse(byte[] body, RegistryRequest request) throws IOException {
    String token = "";
    String accessToken = "";
    long seconds = DEFAULT_SECONDS;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw unusable(request);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("token")) {
          token = json.getText();
        } else if (value == JsonToken.VALUE_STRING && field.equals("access_token")) {
          accessToken = json.getText();
        } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("expires_in")) {
          seconds = json.getLongValue();
        } else {
          json.skipChildren();
        }
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw unusable(request);
    }
    if (token.isEmpty()) {
      token = accessToken;
    }
    if (token.isEmpty()
        || token.length() > MAX_TOKEN
        || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw unusable(request);
    }
    long bounded = Math.clamp(seconds, 1, LONGEST_SECONDS);
    return new TokenCache.Token(token, Duration.ofSeconds(bounded));
  }

  private static RegistryException unusable(RegistryRequest request) {
    return RegistryFailures.of(
        RegistryError.REGISTRY_ERROR, request, "answered without a usable token");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

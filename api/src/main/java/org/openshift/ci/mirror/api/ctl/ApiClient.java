package org.openshift.ci.mirror.api.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the service. Every failure is a {@link CtlException} with one line. */
final class ApiClient implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  /** The open mirror tasks. */
  static final String MIRRORS = "/api/v1/mirrors";

  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /** A check may take ten seconds, and a trigger waits for its turn for up to twenty. */
  private static final Duration TO_ANSWER = Duration.ofSeconds(60);

  /** The service counts its reads by the second, so a refused one is possible soon after. */
  private static final int ATTEMPTS = 6;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNAUTHORIZED = 401;

  private final EnvironmentProxies proxies;
  private final HttpClient http;
  private final String address;
  private final Optional<String> token;

  ApiClient(CtlSettings settings, EnvironmentProxies proxies) {
    this.proxies = proxies;
    this.http =
        proxies
            .usedBy(
                HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(TO_CONNECT))
            .build();
    String text = settings.api().toString();
    this.address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.token = settings.token();
  }

  /** The path of the report on a tag. */
  static String path(TagReference tag) {
    return "%s/%s/%s/%s"
        .formatted(MIRRORS, encode(tag.namespace()), encode(tag.name()), encode(tag.tag()));
  }

  /** A query string, in the order of the parameters; empty without any. */
  static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The answer to a GET. A refusal because of too many reads is tried again for some seconds.
   *
   * @param path path and query
   */
  JsonNode get(String path) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpRequest request = request(path).GET().build();
      HttpResponse<String> response = send(request, BodyHandlers.ofString());
      boolean again =
          response.statusCode() == ApiRefusal.UNAVAILABLE
              && response.headers().firstValue("Retry-After").isPresent();
      if (!again || attempt == ATTEMPTS) {
        return body(request, response);
      }
      Thread.sleep(BETWEEN_ATTEMPTS);
    }
  }

  /** As {@link #get}; empty if nothing is known of what was asked. */
  Optional<JsonNode> find(String path) throws InterruptedException {
    try {
      return Optional.of(get(path));
    } catch (ApiRefusal e) {
      if (e.is(ApiRefusal.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The answer to a POST without a body. */
  JsonNode post(String path) throws InterruptedException {
    HttpRequest request = request(path).POST(BodyPublishers.noBody()).build();
    return body(request, send(request, BodyHandlers.ofString()));
  }

  /**
   * A stream of server-sent events.
   *
   * @param lastSeen the id of the last event of an earlier stream; empty for none
   */
  InputStream events(String lastSeen) throws InterruptedException {
    HttpRequest.Builder builder =
        request("/api/v1/events")
            .setHeader("Accept", "text/event-stream, application/problem+json");
    if (!lastSeen.isEmpty()) {
      builder.setHeader("Last-Event-ID", lastSeen);
    }
    HttpRequest request = builder.GET().build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() == OK) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      throw refusal(request, response.statusCode(), text);
    } catch (IOException e) {
      throw unreachable(request, e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(TO_ANSWER)
            .header("Accept", "application/json, application/problem+json");
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw unreachable(request, e);
    }
  }

  private ApiUnreachable unreachable(HttpRequest request, IOException e) {
    String why = e instanceof ConnectException ? "no connection" : Text.line(e.toString());
    String through =
        proxies.server(request.uri()).map(proxy -> " through the proxy " + proxy).orElse("");
    return new ApiUnreachable(
        "%s %s failed%s: %s; is %s the address of the API (--api, %s)?"
            .formatted(
                request.method(), request.uri(), through, why, address, CtlSettings.API_VARIABLE),
        e);
  }

  private JsonNode body(HttpRequest request, HttpResponse<String> response) {
    int status = response.statusCode();
    if (status != OK && status != ACCEPTED) {
      throw refusal(request, status, response.body());
    }
    JsonNode body = parse(response.body());
    if (!body.isObject()) {
      throw new ApiRefusal(status, notTheApi(request, status));
    }
    return body;
  }

  private ApiRefusal refusal(HttpRequest request, int status, String text) {
    String detail = Text.of(parse(text), "detail");
    if (detail.isEmpty()) {
      return new ApiRefusal(status, notTheApi(request, status));
    }
    boolean anonymous = status == UNAUTHORIZED && token.isEmpty();
    return new ApiRefusal(
        status,
        anonymous
            ? "%s; give the file of the token with --token-file or %s"
                .formatted(detail, CtlSettings.TOKEN_FILE_VARIABLE)
            : detail);
  }

  private String notTheApi(HttpRequest request, int status) {
    return "%s %s was answered with status %d, and not as the API answers; is %s its address?"
        .formatted(request.method(), request.uri(), status, address);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.createObjectNode().missingNode();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running service over HTTP. */
final class Http implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  Http(ServletWebServerApplicationContext service) {
    address = "http://127.0.0.1:" + service.getWebServer().getPort();
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  /** A POST without a body; null leaves the Authorization header out. */
  HttpResponse<String> post(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest.Builder request, String path) {
    return send(request.uri(URI.create(address + path)).build());
  }

  /**
   * The body of an answer that must be a success. The service says 503 when Temporal leaves a read
   * without an answer for five seconds, as it may on a busy machine; then it is asked again.
   */
  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    for (int again = 0; again < 2 && response.statusCode() == 503; again++) {
      response = get(path);
    }
    assertEquals(200, response.statusCode(), response.body());
    return body(response);
  }

  static JsonNode body(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The detail of an answer that must be a problem with this status. */
  static String problem(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals("application/problem+json", header(response, "Content-Type"));
    JsonNode body = body(response);
    assertEquals(status, body.path("status").asInt());
    return body.path("detail").asString("");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request + " failed", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

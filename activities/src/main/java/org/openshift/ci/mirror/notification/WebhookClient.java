package org.openshift.ci.mirror.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.openshift.ci.mirror.http.RetryAfter;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;

/**
 * Sends messages to webhooks that take what Slack's "Incoming webhooks" take: a POST of JSON with
 * the field {@code text}.
 *
 * <p>Redirects are not followed, since a message would end up where nobody configured it. The body
 * of an answer is not read: servers quote the path of the request in it, which is a secret.
 * Addresses in private networks are allowed, because whoever starts the worker gives them.
 */
public final class WebhookClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final Duration timeout;
  private final InstantSource clock;

  public WebhookClient(EnvironmentProxies proxies, InstantSource clock) {
    this(proxies, clock, Duration.ofSeconds(20));
  }

  /**
   * @param timeout until the head of the answer
   */
  WebhookClient(EnvironmentProxies proxies, InstantSource clock, Duration timeout) {
    this.client =
        proxies
            .usedBy(HttpClient.newBuilder())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * Sends a message.
   *
   * @throws WebhookException when it was not received, or nobody knows whether it was
   * @throws InterruptedException when the worker stops
   */
  public void send(Recipient recipient, Notification notification)
      throws WebhookException, InterruptedException {
    URI address = address(recipient);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "ci-images-mirror")
            .POST(HttpRequest.BodyPublishers.ofString(body(recipient, notification)))
            .build();
    HttpResponse<InputStream> answer;
    try {
      answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
    } catch (IOException e) {
      throw new WebhookException(address.getHost() + " " + reason(e), false, null);
    }
    check(answer, address.getHost());
  }

  private static URI address(Recipient recipient) throws WebhookException {
    try {
      return recipient.address().read();
    } catch (IOException e) {
      throw new WebhookException(e.getMessage(), false, null);
    }
  }

  private static String body(Recipient recipient, Notification notification) {
    try {
      return JSON.writeValueAsString(Map.of("text", recipient.text(notification)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void check(HttpResponse<?> answer, String host) throws WebhookException {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return;
    }
    boolean passes = status / 100 == 5 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
    String advice =
        switch (status / 100) {
          case 3 -> "; redirects are not followed: give the address to which it leads";
          case 4 -> passes ? "" : "; is the address of the webhook still valid?";
          default -> "";
        };
    Optional<Duration> retryAfter =
        answer.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
    throw new WebhookException(
        "%s answered %d%s".formatted(host, status, advice), !passes, retryAfter.orElse(null));
  }

  /** The client's own messages are often empty, and may quote the address. */
  private static String reason(IOException e) {
    return switch (e) {
      case HttpTimeoutException late -> "did not answer in time";
      case ConnectException refused -> "cannot be reached: it does not answer, or is not known";
      case SSLException tls -> "cannot be reached over TLS: is its certificate valid?";
      default -> "broke the connection";
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no controller can answer: each answer is a problem with the safety headers. */
class RefusedRequestsTest extends WithFakes {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET /api/v1/mirrors?namespace=% HTTP/1.1~Host: a                   | 400
          GET /api/v1/mirrors?namespace=%G1 HTTP/1.1~Host: a                 | 400
          GET /api/v1/mirrors?%=x HTTP/1.1~Host: a                           | 400
          GET /api/v1/mirrors?namespace=%FF HTTP/1.1~Host: a                 | 400
          GET /api/v1/mirrors HTTP/1.1~Host: a~Accept: application/xml       | 406
          GET /api/v1/mirrors/a/b/c HTTP/1.1~Host: a~Accept: image/png       | 404
          GET /api/health HTTP/1.1~Host: a~Accept: text/html                 | 406
          GET /api/v1/mirrors HTTP/1.1~Host: a~Accept: nonsense              | 406
          POST /api/v1/mirrors HTTP/1.1~Host: a                              | 405
          TRACE / HTTP/1.1~Host: a                                           | 405
          PROPFIND /api/v1/mirrors HTTP/1.1~Host: a                          | 405
          GET /%zz HTTP/1.1~Host: a                                          | 400
          GET /%00 HTTP/1.1~Host: a                                          | 400
          GET /a"b HTTP/1.1~Host: a                                          | 400
          GET / HTTP/1.1                                                     | 400
          GET / HTTP/1.1~Host: a~Host: b                                     | 400
          GET / HTTP/1.1~Host: a/b                                           | 400
          GET / HTTP/9.9~Host: a                                             | 505
          G(T / HTTP/1.1~Host: a                                             | 400
          GET / HTTP/1.1~Host: a~Content-Length: many                        | 400
          GET / HTTP/1.1~Host: a~Transfer-Encoding: none                     | 501
          GET / HTTP/1.1~Host: a~Expect: magic                               | 417
          """)
  void everyRefusalIsAProblemWithTheSafetyHeaders(String head, int status) throws IOException {
    assertRefused(status, exchange(head));
  }

  @Test
  void aHeaderThatIsTooLongIsRefusedLikewise() throws IOException {
    assertRefused(400, exchange("GET / HTTP/1.1~Host: a~X: " + "x".repeat(9_000)));
    assertRefused(400, exchange("GET /" + "x".repeat(9_000) + " HTTP/1.1~Host: a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "text/html", "nonsense"})
  void whatCannotBeAnsweredIsNotTriggered(String accepted) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Accept", accepted)
            .header("Authorization", BEARER)
            .POST(HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> response = http.send(request, "/api/v1/mirrors/a/b/c/trigger");
    Http.problem(406, response);
    assertEquals(List.of(), tasks.triggered);
  }

  private void assertRefused(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    for (String line :
        List.of(
            "content-type: application/problem+json",
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-")) {
      assertTrue(head.contains("\r\n" + line), () -> line + " is missing: " + answer);
    }
    String body = answer.substring(head.length());
    assertTrue(body.contains("\"status\":" + status), answer);
    assertFalse(answer.contains("\tat ") || answer.contains("Exception"), answer);
  }

  /** Sends a head, whose lines end with a tilde, as it is, and returns the whole answer. */
  private String exchange(String head) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), service.getWebServer().getPort())) {
      socket.setSoTimeout(20_000);
      String request = head.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

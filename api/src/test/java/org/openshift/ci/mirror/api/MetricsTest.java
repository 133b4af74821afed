package org.openshift.ci.mirror.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus reads from the API. */
class MetricsTest extends WithFakes {

  private static final int MAX_LINES = 400;
  private static final String TAG = "/api/v1/mirrors/metrics/test/tag";
  private static final String TAG_ROUTE = "/api/v1/mirrors/{namespace}/{name}/{tag}";

  private static final Path TABLE = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(ci_images_mirror_\\w+)` \\|([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern SAMPLE =
      Pattern.compile(
          "^(ci_images_mirror_\\w+?)(?:_count|_sum|_max)?[{](.*)[}] ", Pattern.MULTILINE);

  private String page() {
    return http.get("/metrics").body();
  }

  /** A request is counted just after its answer, and the text is up to a second old. */
  private void awaitLine(String line) {
    await().untilAsserted(() -> assertTrue(page().lines().anyMatch(line::equals), page()));
  }

  private static String requests(String method, String route, String status, int count) {
    return "ci_images_mirror_api_requests_seconds_count{method=\"%s\",route=\"%s\",status=\"%s\"} %d"
        .formatted(method, route, status, count);
  }

  @Test
  void countsRequestsByMethodRouteAndStatusClass() {
    for (int i = 0; i < 3; i++) {
      Http.problem(404, http.get(TAG + i));
    }
    assertEquals(202, http.post(TAG + "/trigger", BEARER).statusCode());
    awaitLine(requests("GET", TAG_ROUTE, "4xx", 3));
    awaitLine(requests("POST", TAG_ROUTE + "/{action}", "2xx", 1));
    assertTrue(!page().contains("metrics/test"), this::page);
  }

  @Test
  void whatClientsChooseIsNoLabel() {
    for (String method : List.of("PROPFIND", "ANY", "WORD")) {
      http.send(HttpRequest.newBuilder().method(method, BodyPublishers.noBody()), "/" + method);
      http.get("/" + method);
    }
    awaitLine(requests("GET", "/**", "4xx", 3));
    Set<String> methods =
        Pattern.compile("method=\"(.*?)\"")
            .matcher(page())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertTrue(methods.contains("other"), methods::toString);
    assertTrue(Set.of("GET", "POST", "other").containsAll(methods), methods::toString);
  }

  /** Without its count, the request would end in a stack trace in the log. */
  @Test
  void whatIsNoHttpIsCountedToo() throws IOException {
    byte[] beginningOfTls = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), service.getWebServer().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(beginningOfTls);
      String answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      assertEquals("HTTP/1.1 400", answer);
    }
    awaitLine(requests("other", "none", "4xx", 1));
  }

  @Test
  void countsWhoWasRefusedFromZero() {
    awaitLine("ci_images_mirror_api_refusals_total{reason=\"forbidden\"} 0.0");
    Http.problem(401, http.post(TAG + "/park", null));
    Http.problem(403, http.post(TAG + "/park", "Bearer not-the-right-token"));
    awaitLine("ci_images_mirror_api_refusals_total{reason=\"no_token\"} 1.0");
    awaitLine("ci_images_mirror_api_refusals_total{reason=\"wrong_token\"} 1.0");
  }

  @Test
  void showsTheProcessInFewLines() {
    HttpResponse<String> response = http.get("/metrics");
    assertEquals("text/plain;version=0.0.4;charset=utf-8", Http.header(response, "Content-Type"));
    String page = response.body();
    for (String metric :
        List.of(
            "process_cpu_usage",
            "jvm_threads_live_threads",
            "jvm_memory_used_bytes{area=\"heap\"")) {
      assertTrue(page.contains("\n" + metric), () -> metric + " is missing: " + page);
    }
    assertTrue(page.contains("# HELP jvm_gc_"), page);
    assertTrue(page.lines().count() < MAX_LINES, () -> page.lines().count() + " lines");
  }

  @Test
  void saysThatItIsAliveAsTheWorkerDoes() {
    assertEquals("{\"ok\":true}", http.get("/healthz").body());
  }

  @Test
  void theTableHasEveryMetric() throws IOException {
    http.get("/readyz");
    awaitLine(requests("GET", "/readyz", "2xx", 1));
    String table = Files.readString(TABLE);
    Map<String, Set<String>> rows =
        labels(
            ROW.matcher(table.substring(table.indexOf("## The API"))).results().toList(),
            "`(\\w+)`");
    assertEquals(rows, labels(SAMPLE.matcher(page()).results().toList(), "(\\w+)=\""));
  }

  private static Map<String, Set<String>> labels(List<MatchResult> metrics, String label) {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (MatchResult metric : metrics) {
      Pattern.compile(label)
          .matcher(metric.group(2))
          .results()
          .forEach(
              found ->
                  labels
                      .computeIfAbsent(metric.group(1), name -> new TreeSet<>())
                      .add(found.group(1)));
    }
    return labels;
  }
}

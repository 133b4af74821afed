package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.TagReport;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.watch.WatchEntry;
import org.openshift.ci.mirror.model.TagReference;

/** Everything that clients see over HTTP, with Temporal replaced by a fake. */
class ApiServerTest extends WithFakes {

  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";
  private static final String TRIGGER = "/api/v1/mirrors/ocp/4.20/cli/trigger";

  @BeforeEach
  void forget() {
    tasks.open.clear();
    tasks.reports.clear();
    tasks.queries.clear();
    tasks.triggered.clear();
    tasks.watches.clear();
    tasks.failure = null;
  }

  private static MirrorEntry entry(String tag) {
    return new MirrorEntry(
        new MirrorEntry.SourceTag("ocp", "4.20", tag),
        "registry.example/ocp/4.20@sha256:aa",
        "quay.example/ci:ocp_4.20_" + tag,
        "",
        Instant.parse("2026-07-28T10:11:12Z"),
        true,
        "distributor",
        null,
        "checking",
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        "mirror/ocp_4.20_" + tag,
        "http://ui.example/" + tag);
  }

  @Test
  void isHealthyWithoutTemporal() {
    tasks.failure = ApiProblem.unavailable("down", null);
    HttpResponse<String> response = http.get("/api/health");
    assertEquals(200, response.statusCode());
    assertEquals("{\"ok\":true}", response.body());
    assertEquals("application/json", Http.header(response, "Content-Type"));
  }

  @Test
  void isReadyWhileTemporalAnswers() {
    HttpResponse<String> response = http.get("/readyz");
    assertEquals(200, response.statusCode());
    assertEquals("{\"ready\":true}", response.body());
    tasks.failure = ApiProblem.unavailable("Temporal does not answer", null);
    assertEquals("Temporal does not answer", Http.problem(503, http.get("/readyz")));
  }

  @Test
  void showsTheWatchesInTheDocumentedShape() {
    assertEquals("{\"watches\":[]}", http.get("/api/v1/watches").body());
    tasks.watches.add(
        new WatchEntry(
            "image-stream-watch",
            "failing",
            Instant.parse("2026-07-28T10:11:12Z"),
            "the credentials were refused",
            null,
            12L,
            1,
            "worker 7@host",
            "http://ui.example/x"));
    assertEquals(
        "{\"watches\":[{"
            + "\"workflow_id\":\"image-stream-watch\","
            + "\"state\":\"failing\","
            + "\"since\":\"2026-07-28T10:11:12Z\","
            + "\"last_error\":\"the credentials were refused\","
            + "\"last_event\":null,"
            + "\"lag_seconds\":12,"
            + "\"relists\":1,"
            + "\"worker\":\"worker 7@host\","
            + "\"workflow_url\":\"http://ui.example/x\""
            + "}]}",
        http.get("/api/v1/watches").body());
    tasks.failure = ApiProblem.unavailable("Temporal does not answer", null);
    assertEquals("Temporal does not answer", Http.problem(503, http.get("/api/v1/watches")));
  }

  @Test
  void countsByDefault() {
    tasks.open.addAll(List.of(entry("a"), entry("b")));
    assertEquals("{\"total\":2}", http.get("/api/v1/mirrors").body());
    assertEquals("{\"total\":2}", http.get("/api/v1/mirrors?action=summarize&limit=1").body());
    assertEquals(List.of(OPEN, OPEN), tasks.queries);
  }

  @Test
  void showsAnEntryInTheDocumentedShape() {
    tasks.open.add(entry("cli"));
    assertEquals(
        "{\"mirrors\":[{"
            + "\"source_tag_ref\":{\"namespace\":\"ocp\",\"name\":\"4.20\",\"tag\":\"cli\"},"
            + "\"source\":\"registry.example/ocp/4.20@sha256:aa\","
            + "\"destination\":\"quay.example/ci:ocp_4.20_cli\","
            + "\"current_quay_digest\":\"\","
            + "\"created_at\":\"2026-07-28T10:11:12Z\","
            + "\"stale\":true,"
            + "\"owner\":\"distributor\","
            + "\"date_destination\":null,"
            + "\"state\":\"checking\","
            + "\"error_type\":null,"
            + "\"last_error\":null,"
            + "\"failures\":0,"
            + "\"next_attempt_at\":null,"
            + "\"source_digest\":null,"
            + "\"last_request\":null,"
            + "\"workflow_id\":\"mirror/ocp_4.20_cli\","
            + "\"workflow_url\":\"http://ui.example/cli\""
            + "}],\"total\":1}",
        http.get("/api/v1/mirrors?action=show").body());
  }

  @Test
  void showsAtMostTheLimitAndCountsAll() {
    tasks.open.addAll(List.of(entry("a"), entry("b"), entry("c")));
    var first = http.json("/api/v1/mirrors?action=show&limit=2");
    assertEquals(2, first.path("mirrors").size());
    assertEquals(3, first.path("total").asInt());
    String next = first.path("next_page_token").asString();
    var second = http.json("/api/v1/mirrors?action=show&limit=2&page_token=" + next);
    assertEquals("c", second.at("/mirrors/0/source_tag_ref/tag").asString());
    assertEquals(3, second.path("total").asInt());
    assertFalse(second.has("next_page_token"), second.toString());
  }

  @Test
  void aShortListNeedsNoCount() {
    tasks.open.add(entry("a"));
    http.json("/api/v1/mirrors?action=show&limit=2");
    assertEquals(List.of(OPEN), tasks.queries);
  }

  @Test
  void passesFiltersOn() {
    http.json("/api/v1/mirrors?stale=true&tag=it%27s");
    assertEquals(List.of(OPEN + " AND Stale=true AND ImageTag='it''s'"), tasks.queries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"action=list", "limit=0", "limit=1&limit=2", "owner=x", "state=", "foo=1"})
  void refusesBadInputWithoutReadingTasks(String query) {
    String detail = Http.problem(400, http.get("/api/v1/mirrors?" + query));
    assertTrue(detail.contains("'" + query.substring(0, query.indexOf('=')) + "'"), detail);
    assertEquals(List.of(), tasks.queries);
  }

  @Test
  void saysThatTemporalIsDown() {
    tasks.failure = ApiProblem.unavailable("Temporal at x:1 does not answer", null);
    for (String path :
        List.of("/api/v1/mirrors", "/api/v1/mirrors?action=show", "/api/v1/mirrors/a/b/c")) {
      assertEquals("Temporal at x:1 does not answer", Http.problem(503, http.get(path)));
    }
    assertEquals("Temporal at x:1 does not answer", Http.problem(503, http.post(TRIGGER, BEARER)));
  }

  @Test
  void saysWhenToRepeatTheRequest() {
    tasks.failure = ApiProblem.busy("too many", Duration.ofSeconds(1));
    HttpResponse<String> response = http.get("/api/v1/mirrors");
    assertEquals("too many", Http.problem(503, response));
    assertEquals("1", Http.header(response, "Retry-After"));
  }

  @Test
  void aDefectIsNotShownToTheClient() {
    tasks.failure = new IllegalStateException("secret inside");
    HttpResponse<String> response = http.get("/api/v1/mirrors");
    Http.problem(500, response);
    assertFalse(response.body().contains("secret inside"), response.body());
    assertFalse(response.body().contains("at org."), response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "v1.2.json", "4.20.0-0.nightly-2026-07-28", "a+b", "it%27s"})
  void reportsOnATagWhateverItsName(String inPath) {
    String tag = inPath.replace("%27", "'");
    TagReference reference = new TagReference("ocp", "4.20", tag);
    tasks.reports.put(reference, new TagReport(entry(tag), null, null, null, List.of()));
    var report = http.json("/api/v1/mirrors/ocp/4.20/" + inPath);
    assertEquals(tag, report.at("/source_tag_ref/tag").asString());
    assertTrue(report.path("ended").isNull(), report.toString());
    assertFalse(report.has("other_open_tasks"), report.toString());
  }

  @Test
  void reportsHowTheLastTaskEnded() {
    tasks.reports.put(
        new TagReference("ocp", "4.20", "cli"),
        new TagReport(
            entry("cli"),
            Instant.parse("2026-07-28T10:12:00Z"),
            "mirrored",
            new TagReport.Result("sha256:aa", 1, 1234),
            List.of()));
    var report = http.json("/api/v1/mirrors/ocp/4.20/cli");
    assertEquals("2026-07-28T10:12:00Z", report.path("ended").asString());
    assertEquals("mirrored", report.path("outcome").asString());
    assertEquals(
        "{\"digest\":\"sha256:aa\",\"pushes\":1,\"bytes_copied\":1234}",
        report.path("result").toString());
  }

  @Test
  void saysThatATagIsNotKnown() {
    String detail = Http.problem(404, http.get("/api/v1/mirrors/ocp/4.20/none"));
    assertTrue(detail.contains("ocp/4.20:none"), detail);
  }

  @Test
  void triggersWithTheToken() {
    HttpResponse<String> response = http.post(TRIGGER, BEARER);
    assertEquals(202, response.statusCode(), response.body());
    assertEquals(
        "{\"workflow_id\":\"mirror/ocp_4.20_cli\",\"run_id\":\"run-1\","
            + "\"workflow_url\":\"http://ui.example/x\",\"started\":true}",
        response.body());
    assertEquals(List.of(new TagReference("ocp", "4.20", "cli")), tasks.triggered);
  }

  @Test
  void aTargetOfTheConfigurationWhoseNamespaceNoClusterHasIsTriggered() {
    HttpResponse<String> response =
        http.post("/api/v1/mirrors/rh_ee_somebody/e2e-base/v1.0/trigger", BEARER);
    assertEquals(202, response.statusCode(), response.body());
    assertEquals(List.of(new TagReference("rh_ee_somebody", "e2e-base", "v1.0")), tasks.triggered);
  }

  @Test
  void theAnswerToATriggerSaysWhereTheOutcomeWillBe() {
    HttpResponse<String> response = http.post(TRIGGER, BEARER);
    assertEquals("/api/v1/mirrors/ocp/4.20/cli", Http.header(response, "Location"));
  }

  @ParameterizedTest
  @CsvSource({
    "OCP/4.20/cli, namespace 'OCP'",
    "oc.p/4.20/cli, namespace 'oc.p'",
    "ocp/Base/cli, name 'Base'",
    "ocp/_a/cli, name '_a'",
    "ocp/4.20/.cli, tag '.cli'",
    "ocp/4.20/cli%20, tag 'cli '",
  })
  void aMistypedTagIsRefusedAndItsMistakeNamed(String inPath, String named) {
    String path = "/api/v1/mirrors/" + inPath;
    String detail = Http.problem(400, http.post(path + "/trigger", BEARER));
    assertTrue(detail.contains(named), detail);
    assertEquals(List.of(), tasks.triggered);
    assertEquals(detail, Http.problem(400, http.get(path)), "a look-up");
    // A client without the token learns nothing about the tag.
    Http.problem(401, http.post(path + "/trigger", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ocp/../cli", "ocp/%2e%2E/cli", "ocp/./cli", "a/b/../c/d", "ocp/4.20/.."})
  void aTagWithADotSegmentIsRefused(String inPath) {
    String path = "/api/v1/mirrors/" + inPath;
    for (HttpResponse<String> response :
        List.of(http.get(path), http.post(path + "/trigger", BEARER))) {
      String detail = Http.problem(400, response);
      assertTrue(detail.contains("'..'"), detail);
    }
    assertEquals(List.of(), tasks.triggered);
  }

  @Test
  void triggersNothingWithoutTheToken() {
    HttpResponse<String> missing = http.post(TRIGGER, null);
    Http.problem(401, missing);
    assertTrue(Http.header(missing, "WWW-Authenticate").startsWith("Bearer"), "no challenge");
    Http.problem(403, http.post(TRIGGER, "Bearer wrong"));
    assertEquals(List.of(), tasks.triggered);
  }

  @Test
  void refusesToTriggerATagThatNoRegistryTakes() {
    String path = "/api/v1/mirrors/ocp/4.20/" + "x".repeat(128) + "/trigger";
    String detail = Http.problem(400, http.post(path, BEARER));
    assertTrue(detail.contains("at most 128"), detail);
    // A client without the token learns nothing about the tag.
    Http.problem(401, http.post(path, null));
    assertEquals(List.of(), tasks.triggered);
  }

  @Test
  void aTriggerNeedsAPost() {
    HttpResponse<String> response = http.get(TRIGGER);
    Http.problem(405, response);
    assertEquals("POST", Http.header(response, "Allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/api",
        "/api/v2/mirrors",
        "/api/v1/mirrors/",
        "/api/v1/mirrors/a/b",
        "/api/v1/mirrors/a/b/c/d",
        "/error"
      })
  void anUnknownPathIsAProblem(String path) {
    Http.problem(404, http.get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/mirrors/a/b/c%2Fd", "/%5Cx", "/api/v1/mirrors/a/b/c:d"})
  void aMalformedPathIsAProblem(String path) {
    Http.problem(400, http.get(path));
  }

  @Test
  void servesThePageWithAPolicyThatLetsOnlyItsOwnScriptRun() {
    HttpResponse<String> page = http.get("/");
    assertEquals(200, page.statusCode());
    assertTrue(Http.header(page, "Content-Type").startsWith("text/html"), "not HTML");
    String policy = Http.header(page, "Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'; script-src 'self'"), policy);
    assertFalse(page.body().matches("(?s).*(https?:)?//[a-z].*"), "it loads from elsewhere");
    assertEquals(200, http.get("/page.js").statusCode());
    assertEquals(200, http.get("/page.css").statusCode());
    assertEquals(200, http.get("/icon.svg").statusCode());
  }

  @Test
  void answersOfTheApiAreNotCached() {
    assertEquals("no-store", Http.header(http.get("/api/v1/mirrors"), "Cache-Control"));
  }

  @Test
  void problemsAreJsonWhateverTheAcceptHeaderSays() {
    for (String accepted : List.of("application/json", "text/html", "*/*")) {
      HttpRequest.Builder request = HttpRequest.newBuilder().header("Accept", accepted);
      Http.problem(400, http.send(request, "/api/v1/mirrors?limit=0"));
    }
  }
}

package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.TagReference;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The service with a real Temporal server. No worker runs, so tasks stay as they were started. All
 * tests share one Temporal namespace, so each uses its own image stream.
 */
class MirrorApiIT extends WithTemporal {

  private static final String SHA = "sha256:" + "0123456789abcdef".repeat(4);

  private String open(MirrorOwner owner, TagReference tag, MirrorMode mode) {
    Destination destination = Destination.of(owner, tag);
    new MirrorTaskStarter(temporal.client(), mode, Clock.systemUTC())
        .startUnlessOpen(destination, owner);
    return mode.taskId(destination);
  }

  /** Starts a task that shows this claim. */
  private void openKnown(Claim claim) {
    Destination destination = Destination.of(claim.owner(), claim.tag());
    Map<String, Object> memo = new HashMap<>(MirrorMemo.initial(destination, Instant.now()));
    memo.putAll(MirrorMemo.places(claim, Instant.now()));
    MirrorTaskWorkflow workflow =
        temporal
            .client()
            .newWorkflowStub(
                MirrorTaskWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(MirrorMode.REAL.taskId(destination))
                    .setTaskQueue(MirrorMode.REAL.taskQueue())
                    .setMemo(memo)
                    .setTypedSearchAttributes(
                        SearchAttributes.newBuilder(
                                MirrorSearchAttributes.initial(destination, claim.owner()))
                            .set(MirrorSearchAttributes.SOURCE_DIGEST, claim.digest())
                            .build())
                    .build());
    WorkflowClient.start(workflow::mirror, MirrorTaskInput.first(destination, MirrorMode.REAL));
  }

  private int total(String filter) {
    return http.json("/api/v1/mirrors?" + filter).path("total").asInt();
  }

  @Test
  void listsAnOpenTaskWithAllItsFields() {
    TagReference tag = new TagReference("listed", "4.20", "v1.2.json");
    Instant before = Instant.now();
    openKnown(
        new Claim(
            MirrorOwner.ART,
            tag,
            "registry.example/" + tag.stream() + "@" + SHA,
            SHA,
            "quay.example/ci:" + tag.floatingTag(),
            null));
    await().until(() -> total("namespace=listed"), is(1));
    JsonNode answer = http.json("/api/v1/mirrors?action=show&namespace=listed");
    assertEquals(1, answer.path("total").asInt());
    JsonNode entry = answer.path("mirrors").get(0);
    assertEquals(
        "{\"namespace\":\"listed\",\"name\":\"4.20\",\"tag\":\"v1.2.json\"}",
        entry.path("source_tag_ref").toString());
    assertEquals("registry.example/listed/4.20@" + SHA, entry.path("source").asString());
    assertEquals("quay.example/ci:listed_4.20_v1.2.json", entry.path("destination").asString());
    assertEquals("", entry.path("current_quay_digest").asString());
    assertEquals(true, entry.path("stale").asBoolean());
    assertEquals("art", entry.path("owner").asString());
    assertEquals("checking", entry.path("state").asString());
    assertEquals(SHA, entry.path("source_digest").asString());
    assertTrue(
        entry
            .path("date_destination")
            .asString()
            .matches("quay\\.example/ci:\\d{8}_" + SHA.replace(':', '_')),
        entry.toString());
    Instant created = Instant.parse(entry.path("created_at").asString());
    assertFalse(created.isBefore(before) || created.isAfter(Instant.now()), entry.toString());
    assertTrue(
        entry
            .path("workflow_url")
            .asString()
            .matches(
                "http://ui.example/namespaces/"
                    + temporal.namespace()
                    + "/workflows/mirror%2Flisted_4.20_v1.2.json/[0-9a-f-]{36}/history"),
        entry.toString());
  }

  @Test
  void listsAnOpenTaskBeforeItsFirstLook() {
    open(MirrorOwner.ART, new TagReference("unread", "4.20", "cli"), MirrorMode.REAL);
    await().until(() -> total("namespace=unread"), is(1));
    JsonNode entry = http.json("/api/v1/mirrors?action=show&namespace=unread").at("/mirrors/0");
    assertEquals("", entry.path("source").asString());
    assertEquals("", entry.path("destination").asString());
    assertEquals("cli", entry.at("/source_tag_ref/tag").asString());
    assertEquals(true, entry.path("stale").asBoolean());
  }

  @Test
  void filtersByEverySearchAttribute() {
    open(MirrorOwner.DISTRIBUTOR, new TagReference("filters", "a", "it's"), MirrorMode.REAL);
    open(MirrorOwner.SUPPLEMENTAL, new TagReference("filters", "a", "x"), MirrorMode.REAL);
    open(MirrorOwner.SUPPLEMENTAL, new TagReference("filters", "b", "x"), MirrorMode.REAL);
    await().until(() -> total("namespace=filters"), is(3));
    assertEquals(2, total("namespace=filters&name=a"));
    assertEquals(2, total("namespace=filters&owner=supplemental"));
    assertEquals(1, total("namespace=filters&owner=supplemental&name=b"));
    assertEquals(1, total("namespace=filters&tag=it%27s"));
    assertEquals(0, total("namespace=filters&tag=none%27%20OR%20ImageTag%3D%27x"));
    assertEquals(3, total("namespace=filters&stale=true"));
    assertEquals(0, total("namespace=filters&stale=false"));
    assertEquals(3, total("namespace=filters&state=checking"));
    assertEquals(0, total("namespace=filters&state=parked"));
    assertEquals(0, total("namespace=filters&error_type=SourceMissing"));
  }

  @Test
  void pagesThroughAllTasksOnceNewestFirst() {
    for (int number = 0; number < 5; number++) {
      open(MirrorOwner.ART, new TagReference("pages", "p", "t" + number), MirrorMode.REAL);
    }
    await().until(() -> total("namespace=pages"), is(5));
    List<Integer> sizes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String next = "";
    do {
      JsonNode page = http.json("/api/v1/mirrors?action=show&limit=2&namespace=pages" + next);
      assertEquals(5, page.path("total").asInt());
      if (next.isEmpty()) {
        assertEquals("t4", page.at("/mirrors/0/source_tag_ref/tag").asString());
      }
      sizes.add(page.path("mirrors").size());
      page.path("mirrors").forEach(entry -> seen.add(entry.path("workflow_id").asString()));
      next =
          page.has("next_page_token")
              ? "&page_token=" + page.path("next_page_token").asString()
              : "";
    } while (!next.isEmpty());
    assertEquals(List.of(2, 2, 1), sizes);
    assertEquals(5, seen.size());
  }

  @Test
  void refusesAPageTokenOfOtherFilters() {
    for (int number = 0; number < 2; number++) {
      open(MirrorOwner.ART, new TagReference("tokens", "p", "t" + number), MirrorMode.REAL);
    }
    await().until(() -> total("namespace=tokens"), is(2));
    String token =
        http.json("/api/v1/mirrors?action=show&namespace=tokens")
            .path("next_page_token")
            .asString();
    String detail = Http.problem(400, http.get("/api/v1/mirrors?action=show&page_token=" + token));
    assertTrue(detail.contains("page_token"), detail);
  }

  @Test
  void aTriggerStartsATaskOrTriggersTheOpenOne() {
    String path = "/api/v1/mirrors/trigger/new/cli";
    Http.problem(404, http.get(path));
    JsonNode first = trigger(path);
    assertEquals("mirror/trigger_new_cli", first.path("workflow_id").asString());
    assertTrue(first.path("started").asBoolean(), first.toString());
    assertTrue(
        first
            .path("workflow_url")
            .asString()
            .endsWith(first.path("run_id").asString() + "/history"),
        first.toString());
    JsonNode second = trigger(path);
    assertFalse(second.path("started").asBoolean(), second.toString());
    assertEquals(first.path("run_id").asString(), second.path("run_id").asString());
    assertEquals(2, triggersOf("mirror/trigger_new_cli"));
    // Unlike visibility, the report on a tag is always up to date.
    await().until(() -> Http.body(http.get(path)).path("state").asString(""), is("checking"));
  }

  @Test
  void aTriggerGoesToADryRunsTaskWhenThereIsNoOther() {
    TagReference tag = new TagReference("trigger", "dry", "cli");
    String dryRun = open(MirrorOwner.DISTRIBUTOR, tag, MirrorMode.DRY_RUN);
    assertEquals("dry-run/mirror/trigger_dry_cli", dryRun);
    JsonNode woken = trigger("/api/v1/mirrors/trigger/dry/cli");
    assertEquals(dryRun, woken.path("workflow_id").asString());
    assertFalse(woken.path("started").asBoolean(), woken.toString());
    assertEquals(1, triggersOf(dryRun));

    String real = open(MirrorOwner.DISTRIBUTOR, tag, MirrorMode.REAL);
    assertEquals(real, trigger("/api/v1/mirrors/trigger/dry/cli").path("workflow_id").asString());
    assertEquals(1, triggersOf(dryRun));
    JsonNode report = http.json("/api/v1/mirrors/trigger/dry/cli");
    assertEquals(real, report.path("workflow_id").asString());
    await()
        .until(
            () ->
                http.json("/api/v1/mirrors/trigger/dry/cli")
                    .at("/other_open_tasks/0/workflow_id")
                    .asString(""),
            is(dryRun));
  }

  @Test
  void aTriggerGoesToABackfillWhenNothingIsMirrored() {
    String backfill =
        open(MirrorOwner.BACKFILL, new TagReference("trigger", "back", "cli"), MirrorMode.REAL);
    assertEquals("backfill/trigger/back:cli", backfill);
    JsonNode woken = trigger("/api/v1/mirrors/trigger/back/cli");
    assertEquals(backfill, woken.path("workflow_id").asString());
    assertEquals(1, triggersOf(backfill));
    assertEquals(
        "backfill", http.json("/api/v1/mirrors/trigger/back/cli").path("owner").asString());
  }

  @Test
  void aTagWithTheSameDestinationAsAnOpenTaskIsAConflict() {
    String held =
        open(MirrorOwner.DISTRIBUTOR, new TagReference("conflict", "a_b", "c"), MirrorMode.REAL);
    String path = "/api/v1/mirrors/conflict/a/b_c";
    String detail = Http.problem(409, http.post(path + "/trigger", BEARER));
    assertTrue(detail.contains("conflict/a:b_c and conflict/a_b:c"), detail);
    assertEquals(0, triggersOf(held));
    Http.problem(404, http.get(path));
  }

  @Test
  void reportsATaskThatWasEndedByHand() {
    TagReference tag = new TagReference("ended", "by-hand", "cli");
    String id = open(MirrorOwner.DISTRIBUTOR, tag, MirrorMode.REAL);
    temporal.client().newUntypedWorkflowStub(id).terminate("a test");
    JsonNode report = http.json("/api/v1/mirrors/ended/by-hand/cli");
    assertEquals("terminated", report.path("outcome").asString());
    assertEquals("ended/by-hand", tagOf(report));
    assertTrue(report.path("state").isNull(), report.toString());
    assertFalse(
        Instant.parse(report.path("ended").asString()).isAfter(Instant.now()), report.toString());
    assertTrue(trigger("/api/v1/mirrors/ended/by-hand/cli").path("started").asBoolean());
  }

  @Test
  void reportsWhatAnEndedTaskReturnedAndWhyOneFailed() {
    try (EndingWorker worker = new EndingWorker(temporal.client())) {
      worker.end(new TagReference("ended", "well", "cli"));
      JsonNode mirrored = http.json("/api/v1/mirrors/ended/well/cli");
      assertEquals("mirrored", mirrored.path("outcome").asString());
      assertEquals(
          "{\"digest\":\"" + EndingWorker.DIGEST + "\",\"pushes\":1,\"bytes_copied\":42}",
          mirrored.path("result").toString());
      worker.end(new TagReference("ended", EndingWorker.FAILING, "cli"));
      JsonNode failed = http.json("/api/v1/mirrors/ended/" + EndingWorker.FAILING + "/cli");
      assertEquals("failed", failed.path("outcome").asString());
      assertEquals(EndingWorker.WHY, failed.path("last_error").asString());
      assertTrue(failed.path("result").isNull(), failed.toString());
    }
  }

  @Test
  void saysThatNoWorkerHasRegisteredTheSearchAttributes() throws IOException {
    try (ServletWebServerApplicationContext fresh = serve(TemporalServer.FRESH);
        Http asking = new Http(fresh)) {
      assertEquals("{\"total\":0}", asking.get("/api/v1/mirrors").body());
      assertEquals(
          "{\"mirrors\":[],\"total\":0}", asking.get("/api/v1/mirrors?action=show").body());
      for (HttpResponse<String> response :
          List.of(
              asking.get("/api/v1/mirrors?stale=true"),
              asking.get("/api/v1/mirrors?action=show&owner=art"),
              asking.post("/api/v1/mirrors/a/b/c/trigger", BEARER))) {
        String detail = Http.problem(503, response);
        assertTrue(detail.contains("a worker registers them"), detail);
      }
    }
  }

  @Test
  void namesANamespaceThatDoesNotExist() throws IOException {
    try (ServletWebServerApplicationContext lost = serve("no-such-namespace");
        Http asking = new Http(lost)) {
      for (String path : List.of("/api/v1/mirrors", "/api/v1/mirrors/a/b/c")) {
        String detail = Http.problem(503, asking.get(path));
        assertTrue(detail.contains("no namespace no-such-namespace"), detail);
      }
    }
  }

  private JsonNode trigger(String path) {
    HttpResponse<String> response = http.post(path + "/trigger", BEARER);
    assertEquals(202, response.statusCode(), response.body());
    return Http.body(response);
  }

  private static String tagOf(JsonNode entry) {
    return entry.at("/source_tag_ref/namespace").asString()
        + "/"
        + entry.at("/source_tag_ref/name").asString();
  }

  /** How often the latest run of the workflow was sent the signal that wakes it. */
  private long triggersOf(String workflowId) {
    WorkflowClient client = temporal.client();
    return client.fetchHistory(workflowId).getEvents().stream()
        .filter(
            event ->
                event
                    .getWorkflowExecutionSignaledEventAttributes()
                    .getSignalName()
                    .equals("operatorRequest"))
        .count();
  }
}

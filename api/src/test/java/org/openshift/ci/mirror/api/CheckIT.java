package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** Source and target of a tag are compared while somebody waits. */
@ExtendWith(TemporalNamespaces.class)
class CheckIT {

  private static final String OTHER = "sha256:" + "a".repeat(64);

  private static TestTemporal temporal;
  private static ServletWebServerApplicationContext service;
  private static Http http;

  @BeforeAll
  static void start(TestTemporal namespace) {
    temporal = namespace;
    service =
        ApiServer.start(TestSettings.of(temporal, null), WebWiring.class, TemporalWiring.class);
    http = new Http(service);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
  }

  private static Claim claim(TagReference tag) {
    return switch (tag.tag()) {
      case "equal" -> claim(tag, TaskWorker.AT_TARGET);
      case "differs" -> claim(tag, OTHER);
      case "unwatched" ->
          Claim.nobody(tag, new Problem(MirrorErrorType.NOT_WATCHED, "no rule watches it"));
      default -> throw new IllegalStateException("the cluster is away");
    };
  }

  private static Claim claim(TagReference tag, String digest) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        tag,
        "registry.example/" + tag.stream() + "@" + digest,
        digest,
        "quay.example/ci:" + tag.floatingTag(),
        null);
  }

  private static JsonNode check(String tag) {
    return http.json("/api/v1/mirrors/check/4.20/" + tag + "?check=now").path("check");
  }

  @Test
  void comparesSourceAndTargetNow() {
    try (TaskWorker _ = new TaskWorker(temporal.client(), place -> claim(place.tag()))) {
      JsonNode equal = check("equal");
      assertTrue(
          equal.path("equal").asBoolean() && equal.path("watched").asBoolean(), equal.toString());
      assertEquals("distributor", equal.path("owner").asString());
      assertEquals(TaskWorker.AT_TARGET, equal.path("target_digest").asString());

      JsonNode differs = check("differs");
      assertFalse(differs.path("equal").asBoolean(true), differs.toString());
      assertEquals(OTHER, differs.path("source_digest").asString());

      JsonNode unwatched = check("unwatched");
      assertFalse(unwatched.path("watched").asBoolean(true), unwatched.toString());
      assertTrue(unwatched.path("equal").isNull(), unwatched.toString());
      assertEquals("NotWatched", unwatched.path("error_type").asString());
      assertEquals("no rule watches it", unwatched.path("reason").asString());

      JsonNode unread = check("unread");
      assertTrue(unread.path("watched").isNull(), unread.toString());
      assertTrue(
          unread.path("reason").asString().contains("the cluster is away"), unread.toString());
    }
  }

  @Test
  void aDryRunsWorkersCompareWhereThereAreNoOthers(TestTemporal dryRun) {
    try (ServletWebServerApplicationContext api =
            ApiServer.start(TestSettings.of(dryRun, null), WebWiring.class, TemporalWiring.class);
        Http client = new Http(api);
        TaskWorker _ =
            new TaskWorker(dryRun.client(), MirrorMode.DRY_RUN, place -> claim(place.tag()))) {
      JsonNode answer = client.json("/api/v1/mirrors/check/4.20/equal?check=now");
      assertTrue(answer.at("/check/equal").asBoolean(), answer.toString());

      String id =
          MirrorMode.DRY_RUN.tagCheckId(
              Destination.mirror(new TagReference("check", "4.20", "equal")));
      WorkflowExecutionStartedEventAttributes started =
          dryRun
              .client()
              .fetchHistory(id)
              .getEvents()
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes();
      assertEquals(3, started.getPriority().getPriorityKey(), "after changed tags, which have 2");
    }
  }

  @Test
  void whoNeedsNoTokenChecksLittle() {
    List<Integer> answers = new CopyOnWriteArrayList<>();
    try (TaskWorker _ = new TaskWorker(temporal.client(), place -> claim(place.tag()));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 5; client++) {
        String path = "/api/v1/mirrors/check/anybody" + client + "/equal?check=now";
        clients.execute(() -> answers.add(http.get(path).statusCode()));
      }
    }
    assertTrue(Collections.frequency(answers, 503) >= 2, answers.toString());
  }

  @Test
  void saysThatNoWorkerAnswers() {
    String detail = Http.problem(503, http.get("/api/v1/mirrors/nobody/4.20/cli?check=now"));
    assertTrue(detail.contains("no worker has compared nobody/4.20:cli"), detail);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    Http.problem(400, http.get("/api/v1/mirrors/check/4.20/x?check=later"));
    Http.problem(400, http.get("/api/v1/mirrors/check/4.20/x?check=now&deep=true"));
  }
}
